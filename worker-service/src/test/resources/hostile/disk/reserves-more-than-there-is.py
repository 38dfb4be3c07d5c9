# ends: USER_ERROR, WORKSPACE_LIMIT, INTERPRETER_DIED
# seconds: 20
import os
os.posix_fallocate(os.open('x', os.O_CREAT | os.O_RDWR), 0, 1 << 34)
