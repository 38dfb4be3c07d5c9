# ends: SUCCEEDED
# seconds: 20
import resource, os
for name in ('RLIMIT_NOFILE', 'RLIMIT_CORE', 'RLIMIT_FSIZE'):
    try:
        resource.setrlimit(getattr(resource, name), (1 << 40, 1 << 40))
    except (OSError, ValueError):
        continue
    raise AssertionError(name)
try:
    os.nice(-5)
    raise AssertionError('nice')
except OSError:
    pass
