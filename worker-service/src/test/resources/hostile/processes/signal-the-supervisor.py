# ends: SUCCEEDED, USER_ERROR
# seconds: 20
import os
for number in (1, 2, 3, 6, 9, 10, 11, 15, 19, 20, 34, 63):
    try:
        os.kill(1, number)
    except OSError:
        pass
