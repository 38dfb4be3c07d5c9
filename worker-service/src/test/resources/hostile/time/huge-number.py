# ends: TIMED_OUT, MEMORY_LIMIT
# seconds: 4
x = 7 ** (10 ** 9)
