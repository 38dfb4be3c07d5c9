# ends: SUCCEEDED
# seconds: 20
import threading, time
threading.Thread(target=time.sleep, args=(99,)).start()
