# ends: SUCCEEDED
# seconds: 20
import os, subprocess
for folder in ('/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/lib'):
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if os.path.isfile(path) and os.stat(path).st_mode & 0o6000:
                assert b'Uid:' + b'\t%d' % os.getuid() * 4 + b'\n' in subprocess.run(['sh', '-c', 'cat /proc/self/status'], capture_output=True).stdout
open('sh', 'wb').write(open('/bin/sh', 'rb').read())
os.chmod('sh', 0o6755)
try:
    subprocess.run(['./sh', '-c', 'id'])
    raise AssertionError('a program of its own ran from the workspace')
except PermissionError:
    pass
