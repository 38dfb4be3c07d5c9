# ends: OUTPUT_LIMIT
# seconds: 20
import sys
for _ in range(1 << 14):
    sys.stdout.write('x' * 65_536)
