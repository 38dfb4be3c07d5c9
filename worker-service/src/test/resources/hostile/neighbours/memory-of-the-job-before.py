# ends: SUCCEEDED
# seconds: 20
import gc
found = [o for o in gc.get_objects() if isinstance(o, dict) and 'hostile' in o and o is not globals()]
assert len(found) <= 1
