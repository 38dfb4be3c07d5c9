# ends: SUCCEEDED
# seconds: 20
import resource
for name in ('RLIMIT_NOFILE', 'RLIMIT_FSIZE', 'RLIMIT_AS', 'RLIMIT_CPU'):
    try:
        resource.prlimit(1, getattr(resource, name), (0, 0))
    except PermissionError:
        continue
    raise AssertionError(name)
