# ends: SUCCEEDED, USER_ERROR, MEMORY_LIMIT
# seconds: 20
import mmap
x = mmap.mmap(-1, 1 << 40)
