# ends: SUCCEEDED
# seconds: 20
# shows: no terminal is left
import errno, os, signal
kept = []
def take():
    try:
        while True:
            kept.append(os.open('/dev/ptmx', os.O_RDWR | os.O_NOCTTY))
    except OSError as refused:
        return refused.errno
while True:
    told, tell = os.pipe()
    if os.fork() == 0:
        os.write(tell, bytes([take()]))
        while True:
            signal.pause()
    if os.read(told, 1)[0] == errno.ENOSPC:
        break
print('no terminal is left', flush=True)
