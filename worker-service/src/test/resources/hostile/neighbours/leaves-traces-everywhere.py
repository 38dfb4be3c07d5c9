# ends: SUCCEEDED
# seconds: 20
import subprocess, tempfile
for folder in ('/workspace', '/tmp', '/dev/shm', '/dev/mqueue'):
    try:
        os.makedirs(folder + '/.mine/deep')
        open(folder + '/.mine/deep/file', 'w').write('secret')
        os.chmod(folder + '/.mine/deep', 0)
    except OSError:
        pass
for _ in range(5):
    subprocess.Popen(['sleep', '600'], start_new_session=True)
tempfile.mkstemp()
