import numpy as np
from sklearn.linear_model import LinearRegression

x = np.arange(20).reshape(-1, 1)
model = LinearRegression().fit(x, 3 * x.ravel() + 2)
print(f"slope {model.coef_[0]:.2f}, start {model.intercept_:.2f}")
