# ends: SUCCEEDED, MEMORY_LIMIT, TIMED_OUT
# seconds: 4
import os
for _ in range(8):
    if os.fork() == 0:
        x = bytearray(64 << 20)
        os._exit(0)
for _ in range(8):
    os.wait()
