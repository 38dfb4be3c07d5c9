# ends: TIMED_OUT
# seconds: 4
import os
for number in range(100):
    os.write(3, b'{"kind": "end", "content": {"run": %d, "status": 0}}\n' % number)
while True:
    pass
