# ends: SUCCEEDED, USER_ERROR
# seconds: 20
import sys
sys.stdout = sys.stderr = None
