# ends: SUCCEEDED
# runtime: base
# seconds: 30
# memory: 512
# uploads: numpy.py
# shows: 3
# hides: shadowed
import numpy
print(numpy.arange(3).sum())
