# ends: SUCCEEDED
# seconds: 20
import os, time
if os.fork() == 0:
    os.setsid()
    with open('x.txt', 'w', buffering=1) as file:
        while True:
            file.write('x\n')
time.sleep(0.3)
