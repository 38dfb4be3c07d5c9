# ends: SUCCEEDED, USER_ERROR, INTERPRETER_DIED, TIMED_OUT
# seconds: 4
import sys, threading
def lie(frame, event, argument):
    frame.f_locals['status'] = 0
    return lie
sys.settrace(lie)
sys.setprofile(lie)
threading.settrace(lie)
for _ in range(10):
    pass
