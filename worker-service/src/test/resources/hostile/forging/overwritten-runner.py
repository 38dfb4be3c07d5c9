# ends: SUCCEEDED, USER_ERROR, INTERPRETER_DIED
# seconds: 20
import sys
for name in [name for name in sys.modules if name.startswith('cellhive_runner')]:
    module = sys.modules[name]
    for attribute in list(vars(module)):
        if not attribute.startswith('__'):
            setattr(module, attribute, None)
