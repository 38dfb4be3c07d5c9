# ends: SUCCEEDED
# seconds: 20
import os
os.chdir('/')
try:
    os.rename('/workspace', '/tmp/elsewhere')
except OSError:
    pass
