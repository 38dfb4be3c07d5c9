# ends: SUCCEEDED
# hides: too late
# seconds: 20
import atexit, os
atexit.register(lambda: os.write(1, b'too late'))
atexit.register(lambda: 1 / 0)
