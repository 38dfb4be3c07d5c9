# ends: SUCCEEDED, TIMED_OUT, MEMORY_LIMIT
# runtime: base
# seconds: 15
# memory: 512
import matplotlib.pyplot as plt
for _ in range(10_000):
    plt.figure()
