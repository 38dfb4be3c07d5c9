# ends: SUCCEEDED
# seconds: 20
import os
open('x.txt', 'w').write('x')
os.chmod('x.txt', 0)
os.mkdir('d')
open('d/y.txt', 'w').write('y')
os.chmod('d', 0)
os.chmod('.', 0)
