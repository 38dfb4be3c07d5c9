# ends: TIMED_OUT, OUTPUT_LIMIT
# runtime: base
# seconds: 5
# memory: 512
import matplotlib.pyplot as plt
while True:
    plt.plot([1, 2])
    plt.show()
