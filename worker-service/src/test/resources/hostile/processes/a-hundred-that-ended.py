# ends: SUCCEEDED
# seconds: 20
import subprocess
for _ in range(100):
    subprocess.run('sleep 0.01 &', shell=True, check=True)
