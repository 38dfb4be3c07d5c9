# ends: TIMED_OUT
# seconds: 4
import os
os.execv('/bin/sleep', ['sleep', '99'])
