# ends: SUCCEEDED
# uploads: sitecustomize.py, usercustomize.py, startup.pth, cellhive.pth
# shows: 1
# hides: shadowed
# seconds: 20
import subprocess, sys
print(subprocess.run([sys.executable, '-c', 'print(1)'], capture_output=True, text=True).stdout)
