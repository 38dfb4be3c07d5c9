# ends: SUCCEEDED
# seconds: 20
import os, stat
assert not os.path.exists('/var/run/docker.sock') and not os.path.exists('/run/containerd')
assert len(open('/proc/net/unix').readlines()) <= 3
sockets = [os.path.join(place, name) for root in ('/run', '/var', '/tmp', '/dev') for place, _, names in os.walk(root) for name in names if stat.S_ISSOCK(os.lstat(os.path.join(place, name)).st_mode)]
assert sockets == [], sockets
