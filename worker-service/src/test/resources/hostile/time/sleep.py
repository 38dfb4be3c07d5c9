# ends: TIMED_OUT
# seconds: 4
import time
time.sleep(99)
