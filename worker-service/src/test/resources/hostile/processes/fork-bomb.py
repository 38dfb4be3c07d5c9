# ends: PROCESS_LIMIT, MEMORY_LIMIT, TIMED_OUT
# seconds: 4
import os
while True:
    os.fork()
