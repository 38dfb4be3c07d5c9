# ends: SUCCEEDED, USER_ERROR, MEMORY_LIMIT
# runtime: base
# seconds: 15
# memory: 512
import matplotlib.pyplot as plt
plt.figure(figsize=(1000, 1000), dpi=100)
plt.plot([1, 2])
