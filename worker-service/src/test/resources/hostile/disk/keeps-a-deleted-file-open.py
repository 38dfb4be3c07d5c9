# ends: WORKSPACE_LIMIT, SUCCEEDED
# seconds: 20
import os
file = open('x', 'wb')
os.unlink('x')
for _ in range(15):
    file.write(bytes(1 << 20))
