# ends: SUCCEEDED
# seconds: 20
import subprocess
subprocess.Popen(['sh', '-c', 'while :; do echo x; sleep 0.1; done'], start_new_session=True)
