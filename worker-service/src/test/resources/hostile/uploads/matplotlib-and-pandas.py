# ends: SUCCEEDED
# runtime: base
# seconds: 30
# memory: 512
# uploads: matplotlib.py, pandas.py, six.py, dateutil.py
# shows: 1
# hides: shadowed
import matplotlib.pyplot, pandas
print(len(pandas.DataFrame({'a': [1]})))
