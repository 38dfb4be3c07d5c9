# ends: MEMORY_LIMIT
# says: The largest request came from line
# seconds: 20
import time
x = []
while True:
    x.append(bytearray(4 << 20))
    time.sleep(0.01)
