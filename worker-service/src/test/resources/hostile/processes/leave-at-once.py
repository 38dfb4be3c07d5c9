# ends: INTERPRETER_DIED
# seconds: 20
import os
os._exit(0)
