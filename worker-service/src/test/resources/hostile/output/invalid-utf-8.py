# ends: SUCCEEDED
# shows: �
# seconds: 20
import os
os.write(1, b'\xff\xfe\xc3(' + bytes(range(128, 256)))
