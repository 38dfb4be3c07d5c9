# ends: SUCCEEDED
# seconds: 20
import os, socket
assert os.listdir('/sys/class/net') == ['lo']
assert [name for _, name in socket.if_nameindex()] == ['lo']
assert len(open('/proc/net/route').readlines()) <= 1
