# ends: SUCCEEDED, TIMED_OUT
# seconds: 4
import time
time.sleep(3.99)
