# ends: USER_ERROR
# seconds: 20
open('/etc/passwd', 'a')
