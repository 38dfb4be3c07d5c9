"""The forked child: waits warm, runs one cell in IPython's shell and sends rich output on descriptor 3. Never returns."""

import builtins
import contextlib
import ctypes
import errno
import getpass
import json
import os
import signal
import sys
import traceback
from typing import Any, NoReturn

from cellhive_runner import ahead
from cellhive_runner import shell as user_shell

PR_SET_DUMPABLE = 4
RICH = 3
OK, USER_ERROR = 0, 1
REQUEST_LENGTH = 4


class _State:
    """What this cell has used of its limits."""

    limits: dict[str, int]
    figures = 0
    figures_dropped = 0


STATE = _State()


def publish(kind: str, content: dict[str, Any]) -> None:
    """Sends one message to the supervisor: a line of ASCII JSON. Text printed before comes before."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    line = json.dumps({"kind": kind, "content": content}, default=str).encode() + b"\n"
    view = memoryview(line)
    while view:
        view = view[os.write(RICH, view) :]
    os.read(RICH, 1)  # the supervisor has it, and all text before it


def become(descriptors: tuple[int, int, int, int], folder: str) -> None:
    """Takes stdin, stdout, stderr and the rich pipe as 0 to 3, closes all else, and moves into the workspace."""
    os.setsid()
    for wanted, given in enumerate(descriptors):
        os.dup2(given, wanted + 100)
    for wanted in range(4):
        os.dup2(wanted + 100, wanted, inheritable=wanted < 3)
    os.closerange(4, 65_536)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # or its own /proc would not be its own
    try:
        with open("/proc/self/oom_score_adj", "w") as adjustment:
            adjustment.write("1000")
    except OSError:
        pass
    os.chdir(folder)
    sys.path.append(folder)
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream = open(number, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)


def _no_input(prompt: object = "", *_: object, **__: object) -> NoReturn:
    raise RuntimeError("input() has nobody to ask here: put the value into a variable instead")


def wait(descriptors: tuple[int, int, int, int], shell: Any, folder: str, exercise: bool) -> NoReturn:
    """Takes its place, then runs the one request that comes."""
    become(descriptors, folder)
    builtins.input = _no_input
    getpass.getpass = _no_input
    if "numpy.random" in sys.modules:  # Python's own generator reseeds itself after a fork, this one does not
        sys.modules["numpy.random"].seed()
    if exercise:
        ahead.exercised(shell)  # once more: what a cell touches becomes this process's own memory before the cell is there
    request = json.loads(_read(int.from_bytes(_read(REQUEST_LENGTH), "big")))
    STATE.limits = request["limits"]
    os.environ.update(request["environment"])
    run(shell, request["code"], request["cell"])


def _read(size: int) -> bytes:
    """Just so many bytes of the request; the supervisor's end is the end of this process too."""
    parts = b""
    while len(parts) < size:
        part = os.read(RICH, size - len(parts))
        if not part:
            os._exit(USER_ERROR)
        parts += part
    return parts


def run(shell: Any, code: str, cell: int) -> NoReturn:
    """Runs the cell and exits with OK or USER_ERROR."""
    status, failure = USER_ERROR, {}
    try:
        shell.compile.cell = cell
        result = shell.run_cell(code, store_history=True)
        _show_figures()
        error = result.error_before_exec or result.error_in_exec
        status = OK if error is None or (isinstance(error, SystemExit) and not error.code) else USER_ERROR
        failure = {"errno": error.errno if isinstance(error, OSError) else None, "line": user_shell.last_line(error)}
    except BaseException:  # why: whatever escapes is still the end of this cell, and must be told.
        traceback.print_exc()
    if failure.get("errno") not in (errno.ENOSPC, errno.EDQUOT):
        failure["errno"] = None
    publish("end", failure)
    os._exit(status)


def _show_figures() -> None:
    if "matplotlib.pyplot" in sys.modules:
        from cellhive_runner import figures

        figures.publish_open()
        if STATE.figures_dropped:
            print(f"{STATE.figures_dropped} more figures were left out.", file=sys.stderr)
