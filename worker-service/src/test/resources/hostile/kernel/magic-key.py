# ends: USER_ERROR
# seconds: 20
open('/proc/sysrq-trigger', 'w').write('b')
