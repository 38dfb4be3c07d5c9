import pandas as pd
import seaborn as sns

data = pd.DataFrame({"day": ["Mon", "Tue", "Wed"], "hours": [3, 5, 2]})
axes = sns.barplot(data, x="day", y="hours")
axes.set_title("Hours of sun")
print("drawn")
