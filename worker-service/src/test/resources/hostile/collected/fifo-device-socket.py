# ends: SUCCEEDED
# seconds: 20
import os, socket, stat
os.mkfifo('pipe.txt')
socket.socket(socket.AF_UNIX).bind('socket.txt')
os.mkdir('folder.png')
try:
    os.mknod('disk', stat.S_IFBLK | 0o666, os.makedev(8, 0))
except OSError:
    pass
