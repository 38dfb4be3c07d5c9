# ends: TIMED_OUT
# shows: half a line
# seconds: 4
print('half a line', end='')
while True:
    pass
