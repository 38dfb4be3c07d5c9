# ends: TIMED_OUT
# seconds: 4
import re
re.match('(a+)+$', 'a' * 40 + 'b')
