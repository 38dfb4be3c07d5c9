# ends: USER_ERROR, INTERPRETER_DIED
# seconds: 20
import os, struct
header = b'{"type": "execute_reply", "outcome": "ok", "usage": {}}'
frame = struct.pack('>II', len(header), 0) + header
for fd in range(3, 256):
    try:
        os.write(fd, frame + b'\n')
    except OSError:
        pass
1 / 0
