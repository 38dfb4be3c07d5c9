# %% [markdown]
# plots
# %%
import matplotlib.pyplot as plt
import numpy as np

days = np.arange(365)
temperature = 14 + 10 * np.cos((days - 200) * 2 * np.pi / 365) + np.random.default_rng(1).normal(0, 2, 365)
# %% [markdown]
# plotsLine
# %%
plt.plot(days, temperature, lw=0.8)
plt.title("Temperature over the year")
plt.xlabel("day")
plt.ylabel("°C")
plt.show()
# %% [markdown]
# plotsMany
# %%
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
left.hist(temperature, bins=20)
left.set_title("How often")
left.set_xlabel("°C")
months = temperature[:360].reshape(12, 30).mean(axis=1)
right.bar(range(1, 13), months)
right.set_title("Mean of each month")
right.set_xlabel("month")
plt.show()
