# ends: MEMORY_LIMIT
# seconds: 20
import os
for _ in range(100):
    try:
        os.write(4, b'File "Cell 1", line 99999999999999999999\n' * 10)
    except OSError:
        break
x = bytearray(1 << 30)
