# ends: MEMORY_LIMIT, USER_ERROR
# seconds: 20
import mmap
x = mmap.mmap(-1, 1 << 36)
for place in range(0, 1 << 36, 4096):
    x[place] = 1
