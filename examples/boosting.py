from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

x, y = load_iris(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(x, y, random_state=0)
model = XGBClassifier(n_estimators=30, max_depth=3, n_jobs=1).fit(train_x, train_y)
print("good" if model.score(test_x, test_y) > 0.9 else "poor")
