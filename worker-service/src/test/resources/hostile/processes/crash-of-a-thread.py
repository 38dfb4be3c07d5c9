# ends: INTERPRETER_DIED
# seconds: 20
import ctypes, threading, time
threading.Thread(target=ctypes.string_at, args=(0,)).start()
time.sleep(9)
