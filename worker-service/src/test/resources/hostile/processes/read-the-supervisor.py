# ends: SUCCEEDED
# seconds: 20
import ctypes, os
class Vector(ctypes.Structure):
    _fields_ = [('base', ctypes.c_void_p), ('size', ctypes.c_size_t)]
here = ctypes.create_string_buffer(8)
mine = Vector(ctypes.addressof(here), 8)
assert ctypes.CDLL(None).process_vm_readv(1, ctypes.byref(mine), 1, ctypes.byref(mine), 1, 0) == -1
for name in ('mem', 'environ', 'fd/0', 'cwd', 'root'):
    try:
        os.stat('/proc/1/' + name + '/.') if name in ('cwd', 'root') else open('/proc/1/' + name, 'rb').read(1)
    except OSError:
        continue
    raise AssertionError(name)
