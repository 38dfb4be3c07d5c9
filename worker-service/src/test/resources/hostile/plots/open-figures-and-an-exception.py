# ends: USER_ERROR
# figures: 2
# runtime: base
# seconds: 15
# memory: 512
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.figure()
plt.plot([2, 1])
1 / 0
