# ends: USER_ERROR, MEMORY_LIMIT, WORKSPACE_LIMIT
# seconds: 20
with open('/dev/shm/x', 'wb') as file:
    while True:
        file.write(bytes(1 << 20))
