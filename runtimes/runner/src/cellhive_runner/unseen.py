"""What a name would be that code binds by an import which has not run yet: a throw-away copy runs that import really."""

import ast
import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any

TOO_LONG = 20_000  # characters of code to look through
NOT_THERE = object()


def imported(code: str, name: str) -> Any:
    """What the code's last import of this name binds to it; NOT_THERE when there is none, or it fails.

    Only from where libraries are: a file of the user's is not run because somebody looks at it.
    """
    sys.path[:] = [path for path in sys.path if os.path.realpath(path).startswith((sys.prefix + os.sep, sys.base_prefix + os.sep))]
    bound = NOT_THERE
    for statement in _imports(code[-TOO_LONG:]):
        if any(name == (alias.asname or alias.name.split(".")[0]) or alias.name == "*" for alias in statement.names):
            names: dict[str, Any] = {}
            with contextlib.suppress(Exception):
                exec(ast.unparse(statement), names)
                bound = names.get(name, bound)
    return bound


def _imports(code: str) -> Iterator[ast.Import | ast.ImportFrom]:
    """Line by line, as the rest of the code may not be finished."""
    for line in code.split("\n"):
        if line.lstrip().startswith(("import ", "from ")):
            with contextlib.suppress(SyntaxError, ValueError):
                yield from (part for part in ast.parse(line.strip()).body if isinstance(part, ast.Import | ast.ImportFrom))
