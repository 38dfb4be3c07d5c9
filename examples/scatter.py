import matplotlib.pyplot as plt
import numpy as np

points = np.random.default_rng(1).normal(size=(200, 2))
plt.scatter(points[:, 0], points[:, 1], alpha=0.6)
plt.title("Two hundred points")
print(len(points), "points")
