# ends: SUCCEEDED
# seconds: 20
import ctypes, errno, os
number = {'x86_64': 206, 'aarch64': 0}[os.uname().machine]
libc = ctypes.CDLL(None, use_errno=True)
for events in (1, 128, 1 << 16, 0xFFFFFFFF):
    assert libc.syscall(number, ctypes.c_ulong(events), ctypes.byref(ctypes.c_ulong())) == -1, events
    assert ctypes.get_errno() == (errno.EPERM if events < 0xFFFFFFFF else errno.EINVAL), events
