# ends: SUCCEEDED
# seconds: 20
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 64)
        time.sleep(99)
    os._exit(0)
os.wait()
