import pandas as pd

marks = pd.read_excel("marks.xlsx")
print(f"{len(marks)} marks, mean {marks['mark'].mean():.1f}")
