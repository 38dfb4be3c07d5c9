# ends: SUCCEEDED
# seconds: 20
import subprocess, sys
subprocess.Popen([sys.executable, '-c', '''
import os, time
while True:
    for name in os.listdir("/workspace"):
        pass
    open("/workspace/spy", "w").write("here")
    time.sleep(0.001)
'''], start_new_session=True)
