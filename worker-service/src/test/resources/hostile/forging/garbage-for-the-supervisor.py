# ends: USER_ERROR, SUCCEEDED, OUTPUT_LIMIT, INTERPRETER_DIED
# seconds: 20
import os
os.write(3, b'[' * 100_000 + b'\n' + bytes(range(256)) + b'\n{"kind": 1, "content": []}\n')
