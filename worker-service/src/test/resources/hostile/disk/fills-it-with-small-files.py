# ends: WORKSPACE_LIMIT, TIMED_OUT, MEMORY_LIMIT
# seconds: 4
for number in range(10 ** 6):
    with open(str(number), 'wb') as file:
        file.write(bytes(100_000))
