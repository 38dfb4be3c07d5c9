# ends: SUCCEEDED
# uploads: cellhive_runner.py, IPython.py, traitlets.py
# shows: /opt/cellhive
# hides: shadowed
# seconds: 20
import IPython, cellhive_runner
print(cellhive_runner.__file__)
