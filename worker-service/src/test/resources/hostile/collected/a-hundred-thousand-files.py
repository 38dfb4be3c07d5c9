# ends: WORKSPACE_LIMIT
# seconds: 10
# memory: 512
import os
for number in range(100_000):
    os.close(os.open('f%d' % number, os.O_CREAT | os.O_WRONLY))
