# ends: TIMED_OUT
# seconds: 4
import time
try:
    time.sleep(99)
finally:
    time.sleep(99)
