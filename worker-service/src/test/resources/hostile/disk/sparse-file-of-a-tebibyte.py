# ends: USER_ERROR, WORKSPACE_LIMIT, INTERPRETER_DIED
# seconds: 20
open('x', 'wb').truncate(1 << 40)
