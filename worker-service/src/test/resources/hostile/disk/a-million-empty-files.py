# ends: WORKSPACE_LIMIT
# seconds: 4
for number in range(10 ** 6):
    open(str(number), 'w').close()
