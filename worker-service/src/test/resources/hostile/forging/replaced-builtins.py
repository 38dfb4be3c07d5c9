# ends: SUCCEEDED, USER_ERROR, INTERPRETER_DIED
# seconds: 20
import builtins
for name in ('len', 'print', 'open', 'isinstance', 'getattr', '__import__'):
    setattr(builtins, name, None)
