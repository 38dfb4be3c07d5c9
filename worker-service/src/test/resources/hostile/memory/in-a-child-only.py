# ends: SUCCEEDED
# says: a process it started used too much memory
# seconds: 20
import subprocess, sys
subprocess.run([sys.executable, '-c', 'x = bytearray(1 << 30)'])
