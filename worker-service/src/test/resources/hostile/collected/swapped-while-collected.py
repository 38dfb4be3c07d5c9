# ends: SUCCEEDED
# hides: root:x:0
# seconds: 20
import os, time
open('x.txt', 'w').write('mine')
if os.fork() == 0:
    os.setsid()
    while True:
        os.symlink('/etc/passwd', 'y')
        os.replace('y', 'x.txt')
        open('z', 'w').write('mine')
        os.replace('z', 'x.txt')
time.sleep(0.3)
