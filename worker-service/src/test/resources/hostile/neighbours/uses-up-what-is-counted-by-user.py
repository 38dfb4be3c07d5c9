# ends: SUCCEEDED
# seconds: 20
# shows: used up: inotify descriptors pipes queues
import contextlib, ctypes, fcntl, signal, socket
libc = ctypes.CDLL(None, use_errno=True)
kept = []
def inotify():
    while libc.inotify_init() >= 0:
        pass
def descriptors():
    try:
        while True:
            kept.append(socket.socketpair())
            for _ in range(4):
                socket.send_fds(kept[-1][0], [b'x'], [0] * 250)
    except OSError:
        pass
def pipes():
    read, write = os.pipe()
    while fcntl.fcntl(read, fcntl.F_GETPIPE_SZ) > 8192:
        with contextlib.suppress(PermissionError):
            fcntl.fcntl(read, fcntl.F_SETPIPE_SZ, 1 << 20)
        kept.append((read, write))
        read, write = os.pipe()
def queues():
    while libc.mq_open(b'/hostile%d' % len(kept), 0o102, 0o600, None) >= 0:
        kept.append(None)
print('used up:', end='')
for use_up in (inotify, descriptors, pipes, queues):
    told, tell = os.pipe()
    if os.fork() == 0:
        use_up()
        os.write(tell, b'x')
        while True:
            signal.pause()
    os.read(told, 1)
    print('', use_up.__name__, end='')
print(flush=True)
