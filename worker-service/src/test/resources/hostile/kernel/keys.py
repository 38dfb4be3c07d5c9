# ends: SUCCEEDED
# seconds: 20
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
assert libc.syscall(248, b'user', b'hostile', b'x', 1, -3) == -1
assert libc.syscall(250, 0, -3, 0, 0, 0) == -1
