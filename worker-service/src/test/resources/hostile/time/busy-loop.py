# ends: TIMED_OUT
# seconds: 4
while True:
    pass
