# ends: SUCCEEDED
# seconds: 20
import os
os.symlink('b', 'a')
os.symlink('a', 'b')
os.mkdir('d')
os.symlink('.', 'd/self')
os.symlink('..', 'd/up')
