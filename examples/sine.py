import matplotlib.pyplot as plt
import numpy as np

x = np.linspace(0, 2 * np.pi, 200)
plt.plot(x, np.sin(x))
plt.title("One turn of a sine")
plt.xlabel("angle")
plt.show()
print(f"highest point: {np.sin(x).max():.3f}")
