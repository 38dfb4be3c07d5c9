# ends: PROCESS_LIMIT
# seconds: 20
import threading, time
for _ in range(10_000):
    threading.Thread(target=time.sleep, args=(9,)).start()
