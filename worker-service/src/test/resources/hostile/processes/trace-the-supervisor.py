# ends: SUCCEEDED
# seconds: 20
import ctypes
for request in (16, 0x4206):
    assert ctypes.CDLL(None).ptrace(request, 1, 0, 0) == -1
