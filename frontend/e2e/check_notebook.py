"""Checks a notebook file as Jupyter would: valid, and it runs to the end with the results it says."""

import sys

import nbformat
from nbclient import NotebookClient

path = sys.argv[1]
notebook = nbformat.read(path, as_version=4)
nbformat.validate(notebook)
assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
said = [cell.outputs[-1].get("data", {}).get("text/plain") for cell in notebook.cells if cell.cell_type == "code"]
NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
now = [cell.outputs[-1].get("data", {}).get("text/plain") for cell in notebook.cells if cell.cell_type == "code"]
assert said == now, f"{said} is not {now}"
print(f"     nbformat and nbclient: {len(notebook.cells)} cells")
