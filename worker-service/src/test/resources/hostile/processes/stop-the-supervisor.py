# ends: TIMED_OUT
# seconds: 4
import os
while True:
    os.kill(1, 19)
