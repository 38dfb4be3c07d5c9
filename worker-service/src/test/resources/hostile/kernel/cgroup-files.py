# ends: SUCCEEDED
# seconds: 20
import os
for place, _, names in os.walk('/sys/fs/cgroup'):
    for name in names:
        assert not os.access(os.path.join(place, name), os.W_OK), os.path.join(place, name)
    try:
        os.mkdir(os.path.join(place, 'hostile'))
    except OSError:
        continue
    raise AssertionError(place)
