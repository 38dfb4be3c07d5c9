# ends: SUCCEEDED, USER_ERROR, INTERPRETER_DIED
# seconds: 20
import sys
sys.modules.clear()
