# ends: USER_ERROR
# seconds: 20
import os, struct
header = b'{"type": "execute_reply", "outcome": "ok", "usage": {}}'
frame = struct.pack('>II', len(header), 0) + header
os.write(1, frame)
os.write(2, frame)
1 / 0
