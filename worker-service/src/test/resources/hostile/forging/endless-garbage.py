# ends: OUTPUT_LIMIT, TIMED_OUT, INTERPRETER_DIED, USER_ERROR
# seconds: 4
import os
while True:
    os.write(3, b'x' * 65_536)
