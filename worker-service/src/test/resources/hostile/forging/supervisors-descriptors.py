# ends: USER_ERROR
# seconds: 20
open('/proc/1/fd/1', 'w')
