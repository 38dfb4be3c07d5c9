# ends: SUCCEEDED
# seconds: 20
import os
attempts = (lambda: os.setpriority(os.PRIO_PROCESS, 1, 19), lambda: os.setpriority(os.PRIO_USER, 0, 19), lambda: os.sched_setaffinity(1, {0}), lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)))
for number, attempt in enumerate(attempts):
    try:
        attempt()
    except PermissionError:
        continue
    raise AssertionError(number)
