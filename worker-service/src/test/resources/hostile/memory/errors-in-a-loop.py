# ends: TIMED_OUT
# seconds: 4
while True:
    try:
        x = 'x' * (1 << 60)
    except MemoryError:
        pass
