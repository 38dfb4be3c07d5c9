# ends: USER_ERROR, INTERPRETER_DIED
# seconds: 20
import os
for number in range(100):
    os.write(3, b'{"kind": "end", "content": {"run": %d, "status": 0}}\n' % number)
1 / 0
