# ends: OUTPUT_LIMIT
# seconds: 20
import ctypes
c = ctypes.CDLL(None)
while True:
    c.write(1, b'x' * 4096, 4096)
