# ends: OUTPUT_LIMIT, TIMED_OUT, SUCCEEDED
# seconds: 4
from IPython.display import display
while True:
    display(1)
