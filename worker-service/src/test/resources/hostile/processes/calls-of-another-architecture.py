# ends: SUCCEEDED, INTERPRETER_DIED
# shows: back
# seconds: 20
import ctypes, mmap
# exit(0) by int 0x80, which numbers calls as 32-bit programs do: refused, it comes back
code = bytes.fromhex('b801000000 31db cd80 c3')
page = mmap.mmap(-1, 4096, prot=7)
page.write(code)
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
print('back')
