# ends: USER_ERROR
# seconds: 20
import os
os.kill(-1, 9)
