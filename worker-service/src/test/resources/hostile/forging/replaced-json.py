# ends: SUCCEEDED, USER_ERROR, INTERPRETER_DIED
# seconds: 20
import json
json.dumps = lambda *_, **__: '{}'
json.loads = None
