import pandas as pd

cities = pd.read_csv("cities.csv", encoding="utf-8-sig")
print(list(cities.columns))
print(cities.groupby("country")["population"].sum().to_dict())
cities.to_excel("cities.xlsx", index=False)
