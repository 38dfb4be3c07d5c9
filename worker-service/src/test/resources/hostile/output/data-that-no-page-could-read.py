# ends: SUCCEEDED
# shows: still here
from IPython.display import JSON, display
nested = []
for _ in range(80):
    nested = [nested]
display(JSON({'mean': float('nan')}))
display(JSON(nested))
display(JSON([10 ** 1200]))
get_ipython().execution_count = 2 ** 31
print('still here')
