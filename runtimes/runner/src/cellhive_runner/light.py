"""Runs a plain program as IPython's shell would, without IPython: in a container that is not warm yet this saves 0.1 s.

Plain is what uses the standard library alone, no magics and nothing of IPython. What turns out to need the shell after all, as
a last expression with a value or display() in text given to exec, loads it at that moment.
"""

import ast
import builtins
import sys
from types import ModuleType
from typing import Any

from cellhive_runner import channel, errors
from cellhive_runner.lazy import LazyShell

SHELL_NAMES = {
    "display",
    "get_ipython",
    "In",
    "Out",
    "exit",
    "quit",
    "_",
    "__",
    "___",
    "_i",
    "_ii",
    "_iii",
    "_ih",
    "_oh",
    "_dh",
}
AWAITS = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.comprehension)


def plain(code: str) -> ast.Module | None:
    """The program when it is a plain one, else None."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if ";" in code.rstrip().rpartition("\n")[2]:  # it may say that the last value is not to be shown
        return None
    return tree if all(_plain(node) for node in ast.walk(tree)) else None


def _plain(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id not in SHELL_NAMES
    if isinstance(node, ast.Import):
        return all(_standard(alias.name) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return not node.level and _standard(node.module or "") and node.module != "__future__"
    return not isinstance(node, AWAITS) or (isinstance(node, ast.comprehension) and not node.is_async)


def _standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


class _Source:
    """Lets tracebacks and inspect find the cell's lines when they look for them."""

    def __init__(self, code: str) -> None:
        self._code = code

    def get_source(self, _: str) -> str:
        return self._code


def run(shell: LazyShell, tree: ast.Module, code: str, cell: int) -> BaseException | None:
    """Runs it to its end; publishes and returns the exception it stopped with."""
    shell.module = module = ModuleType("__main__")
    sys.modules["__main__"] = module
    module.__dict__.update(__builtins__=builtins, __loader__=_Source(code))
    builtins.display = lambda *values, **options: _display(shell, *values, **options)
    builtins.get_ipython = lambda: shell.get_ipython()
    try:
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"Cell {cell}", "exec", dont_inherit=True), module.__dict__)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), f"Cell {cell}", "eval", dont_inherit=True), module.__dict__)
            if value is not None:
                shell.execution_count = 2  # the cell that ends now was the first
                shell.displayhook(value)
    except BaseException as error:  # why: whatever the program ends with is its own and has to be told.
        if not isinstance(error, SystemExit) or error.code:
            channel.publish("error", errors.error_output(error))
        return error
    return None


def _display(shell: LazyShell, *values: Any, **options: Any) -> Any:
    _ = shell.execution_count
    from IPython.display import display

    return display(*values, **options)
