# %% [markdown]
# learn
# %%
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

flowers = load_iris(as_frame=True)
train_x, test_x, train_y, test_y = train_test_split(flowers.data, flowers.target, random_state=0)
flowers.frame.head()
# %% [markdown]
# learnFit
# %%
from sklearn.tree import DecisionTreeClassifier

model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(train_x, train_y)
print(f"right for {model.score(test_x, test_y):.0%} of flowers it has not seen")
# %% [markdown]
# learnLook
# %%
import matplotlib.pyplot as plt
from sklearn.tree import plot_tree

plt.figure(figsize=(9, 5))
plot_tree(model, feature_names=flowers.feature_names, class_names=list(flowers.target_names), filled=True)
plt.title("How the tree decides")
plt.show()
