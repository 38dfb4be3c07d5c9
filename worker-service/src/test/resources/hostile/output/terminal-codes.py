# ends: SUCCEEDED
# shows: red
# seconds: 20
print('\x1b[31mred\x1b[0m\x1b]0;title\x07\rback\b\x1b[2J')
