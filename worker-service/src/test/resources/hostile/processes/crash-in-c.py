# ends: INTERPRETER_DIED
# seconds: 20
import ctypes
ctypes.string_at(0)
