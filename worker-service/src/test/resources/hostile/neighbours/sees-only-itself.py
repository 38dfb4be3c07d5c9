# ends: SUCCEEDED
# seconds: 20
processes = [int(name) for name in os.listdir('/proc') if name.isdigit()]
assert set(processes) == {1, os.getpid()}, processes
assert os.listdir('/dev/shm') == [] and os.listdir('/workspace') == []
