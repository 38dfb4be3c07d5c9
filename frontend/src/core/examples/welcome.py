# %% [markdown]
# welcome
# %%
print("Hello from a sandbox of your own")
for i in range(3):
    print(i, "squared is", i * i)
# %%
import numpy as np
import matplotlib.pyplot as plt

x = np.linspace(0, 2 * np.pi, 200)
plt.plot(x, np.sin(x))
plt.title("One sine wave")
plt.xlabel("x")
plt.ylabel("sin(x)")
plt.show()
