# ends: MEMORY_LIMIT
# seconds: 20
x = bytearray(1 << 30)
