# ends: SUCCEEDED
# uploads: json.py, os.py, random.py, re.py, threading.py, traceback.py, site.py
# shows: true
# hides: shadowed
# seconds: 20
import json, os, random, re, threading, traceback
print(json.dumps(random.random() < 2))
