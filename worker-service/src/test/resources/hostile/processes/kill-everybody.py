# ends: USER_ERROR
# ends-as-a-cell: USER_ERROR, SUCCEEDED
# seconds: 20
import os
os.kill(-1, 9)
