# ends: SUCCEEDED
# seconds: 20
import os
for name in ('kcore', 'kmsg', 'sched_debug', 'timer_list', 'keys', 'sys/kernel/core_pattern', 'sys/vm/drop_caches', 'sys/net/ipv4/ip_forward', 'sys/kernel/modprobe'):
    path = '/proc/' + name
    if os.path.exists(path):
        try:
            data = open(path, 'r+b' if name.startswith('sys/') else 'rb').read(64)
        except OSError:
            continue
        assert data == b'', path
