# ends: SUCCEEDED
# seconds: 20
import socket
for family, kind in ((socket.AF_INET, socket.SOCK_RAW), (socket.AF_PACKET, socket.SOCK_RAW), (socket.AF_VSOCK, socket.SOCK_STREAM), (socket.AF_NETLINK, socket.SOCK_RAW)):
    try:
        opened = socket.socket(family, kind, 1 if family == socket.AF_INET else 0)
    except OSError:
        continue
    assert family in (socket.AF_NETLINK, socket.AF_VSOCK), family
    if family == socket.AF_VSOCK:
        opened.settimeout(1)
        try:
            opened.connect((2, 22))
        except OSError:
            continue
        raise AssertionError('vsock')
