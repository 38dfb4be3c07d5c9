# ends: SUCCEEDED
# shows: a
# seconds: 20
print('a\0b')
