# ends: OUTPUT_LIMIT
# seconds: 20
import sys
while True:
    print('x' * 500, file=sys.stderr)
