# ends: SUCCEEDED
# seconds: 20
import os
for place in ('/', '/etc', '/usr', '/usr/local/bin', '/opt/cellhive', '/var/tmp', '/run', '/home', '/root', '/sys', '/proc', '/dev'):
    try:
        open(os.path.join(place, 'hostile'), 'w')
    except OSError:
        continue
    raise AssertionError(place)
