# ends: TIMED_OUT
# seconds: 4
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
