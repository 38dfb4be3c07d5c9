# %% [markdown]
# table
# %%
import pandas as pd

cities = pd.read_csv("cities.csv")
cities
# %% [markdown]
# tableGroup
# %%
by_country = cities.groupby("country")["population"].agg(["count", "sum"]).sort_values("sum", ascending=False)
by_country
# %%
by_country["sum"].plot.barh(title="People in these cities", xlabel="population");
# %% [markdown]
# tableSave
# %%
by_country.to_excel("by_country.xlsx")
