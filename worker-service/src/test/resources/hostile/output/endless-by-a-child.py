# ends: OUTPUT_LIMIT
# seconds: 20
import subprocess
subprocess.run(['yes'])
