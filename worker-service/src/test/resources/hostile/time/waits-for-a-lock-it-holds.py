# ends: TIMED_OUT
# seconds: 4
import threading
lock = threading.Lock()
lock.acquire()
lock.acquire()
