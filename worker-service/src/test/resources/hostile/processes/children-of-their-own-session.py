# ends: SUCCEEDED
# seconds: 20
import os, signal, time
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        for number in (1, 2, 3, 15):
            signal.signal(number, signal.SIG_IGN)
        time.sleep(99)
