"""What is done before any code is known, so that the code need not wait: imports, and a first drawing."""

import contextlib
import importlib
import io
import json
import sys
from collections.abc import Callable

from cellhive_runner.lazy import LazyShell


def exercised(shell: LazyShell) -> None:
    """The first cell and the first figure of a process load, build and touch what every one needs: 4 ms and 30 ms.

    Done once before the forks, for what they share, and once in each fork, for the pages it writes to.
    """
    from cellhive_runner import changes, light  # here, so that a container that is not warm yet starts without them

    shell.run_cell("pass", store_history=False)
    light.plain("print()")
    _ = changes.Changes
    if "matplotlib.pyplot" in sys.modules:
        _draw_once()


def touched(shell: LazyShell) -> None:
    """Once more after a fork, while nobody waits: what a cell writes to becomes this process's own memory before the cell is there.

    Leaves no trace, and what a program has registered for its cells does not hear of it.
    """
    if shell.ast_transformers:
        return
    before = shell.compile.cell, shell.last_execution_succeeded, shell.last_execution_result, shell.events.callbacks
    shell.compile.cell, shell.events.callbacks = 0, {name: [] for name in shell.events.callbacks}
    try:
        shell.run_cell("pass", silent=True)
        _around_a_cell(shell)
    finally:
        shell.compile.cell, shell.last_execution_succeeded, shell.last_execution_result, shell.events.callbacks = before


def _around_a_cell(shell: LazyShell) -> None:
    """What is done before and after the user's code."""
    from cellhive_runner import fingerprints, forks, variables  # here, as programs on their own do without

    for inputs in (shell.history_manager.input_hist_parsed, shell.history_manager.input_hist_raw):
        inputs.append("")
        inputs.pop()
    now = fingerprints.Prints(variables.visible(shell))
    json.loads(json.dumps({"variables": now.changes_to(now), "threads": forks.threads(), "line": None}, default=str))


def ready_to_answer(shell: LazyShell, wanted: Callable[[], bool]) -> None:
    """Loads and builds what answers about an interpreter need, once, so that each copy that answers finds it there: 10 ms and 40 ms.

    Asks between the two whether this process is `wanted`, and leaves the rest for another time. Runs nothing of the user's.
    """
    while _answering and not wanted():
        _try(_answering.pop(0), shell)


def answered(shell: LazyShell) -> None:
    """The same once more in a copy: what an answer writes to becomes its own memory before the question is there."""
    for step in ANSWERING:
        _try(step, shell)


def _try(step: Callable[[LazyShell], None], shell: LazyShell) -> None:
    with contextlib.suppress(Exception):  # a library that a program has taken apart: its answers will say so
        step(shell)


def _complete_once(shell: LazyShell) -> None:
    from IPython.core.completer import IPCompleter, provisionalcompleter

    completer = IPCompleter(shell=shell, namespace={"x": 1}, global_namespace={})
    completer.use_jedi = False
    with provisionalcompleter():
        list(completer.completions("x.re", 4))


def _inspect_once(shell: LazyShell) -> None:
    from IPython.core.oinspect import OInfo
    from IPython.utils import tokenutil

    tokenutil.token_at_cursor("len", 0)
    found = OInfo(obj=len, found=True, namespace=None, ismagic=False, isalias=False, parent=None)
    shell.inspector._get_info(len, "len", info=found)


ANSWERING = (_complete_once, _inspect_once)
_answering = [lambda _: importlib.import_module("cellhive_runner.answers"), *ANSWERING]


def imported(modules: list[str]) -> list[str]:
    """Imports these as far as they are there; returns the names of those."""
    there = []
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
            there.append(name)
    return there


def _draw_once() -> None:
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    axes.plot([0, 1], [0, 1])
    axes.set_title("x")
    axes.figure.savefig(io.BytesIO(), format="png")
