# ends: SUCCEEDED
# seconds: 20
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
assert libc.mount(b'x', b'/tmp', b'tmpfs', 0, None) == -1
assert libc.umount2(b'/proc', 2) == -1
assert libc.syscall(155, b'/tmp', b'/tmp') == -1
