# ends: SUCCEEDED
# seconds: 20
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    assert libc.unshare(flag) == -1, hex(flag)
