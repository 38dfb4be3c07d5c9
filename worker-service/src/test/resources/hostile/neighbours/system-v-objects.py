# ends: SUCCEEDED, USER_ERROR
# seconds: 20
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
assert libc.shmget(77, 4096, 0o1666) >= 0
assert libc.semget(77, 1, 0o1666) >= 0
assert libc.msgget(77, 0o1666) >= 0
