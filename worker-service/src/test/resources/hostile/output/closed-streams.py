# ends: SUCCEEDED, USER_ERROR
# seconds: 20
import os, sys
os.close(1)
os.close(2)
print('into nothing')
