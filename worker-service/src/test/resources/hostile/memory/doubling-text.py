# ends: MEMORY_LIMIT
# seconds: 20
x = 'x'
while True:
    x += x
