# ends: SUCCEEDED
# seconds: 20
import os
for name in os.environ:
    assert not any(word in name.upper() for word in ('TOKEN', 'SECRET', 'PASSW', 'KEY', 'DOCKER', 'REDIS', 'RABBIT', 'COOKIE')), name
