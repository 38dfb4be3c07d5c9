# ends: MEMORY_LIMIT, USER_ERROR
# seconds: 20
import os
file = os.memfd_create('x')
while True:
    os.write(file, bytes(1 << 20))
