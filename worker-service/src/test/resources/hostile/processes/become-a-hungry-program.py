# ends: MEMORY_LIMIT
# seconds: 20
import os, sys
os.execv(sys.executable, [sys.executable, '-c', 'x = []\nwhile True: x.append(bytearray(1 << 20))'])
