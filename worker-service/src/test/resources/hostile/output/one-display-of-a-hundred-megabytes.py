# ends: SUCCEEDED, OUTPUT_LIMIT, MEMORY_LIMIT
# memory: 512
# seconds: 20
from IPython.display import display
display({'text/plain': 'x' * (100 << 20)}, raw=True)
