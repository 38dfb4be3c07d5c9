# ends: MEMORY_LIMIT
# figures: 1
# runtime: base
# seconds: 30
# memory: 512
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
x = []
while True:
    x.append(bytearray(4 << 20))
