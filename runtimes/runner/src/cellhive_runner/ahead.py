"""What a child does before it knows its code, so that the code need not wait: imports, and a first drawing."""

import contextlib
import importlib
import io
import sys


def imported(modules: list[str]) -> list[str]:
    """Imports these as far as they are there; returns the names of those."""
    there = []
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
            there.append(name)
    if "matplotlib.pyplot" in sys.modules:
        _draw_once()
    return there


def _draw_once() -> None:
    """The first figure of a process reads fonts and builds caches: 100 ms and more at half a processor."""
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    axes.plot([0, 1], [0, 1])
    axes.set_title("x")
    axes.figure.savefig(io.BytesIO(), format="png")
