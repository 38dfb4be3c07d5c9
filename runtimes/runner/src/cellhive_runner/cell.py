"""One cell in IPython's shell, in the child: its limits, its figures, its end."""

import contextlib
import errno
import os
import sys
from typing import Any

from cellhive_runner import channel, environment, errors, forks, questions
from cellhive_runner.lazy import LazyShell

OK, USER_ERROR = 0, 1
NO_ROOM, NO_PROCESS = (errno.ENOSPC, errno.EDQUOT), errno.EAGAIN
NO_THREAD = (("can't start new thread",), (os.strerror(errno.EAGAIN),))  # Python's words and C++'s
_getpid, _exit = os.getpid, os._exit  # programs replace such things for fun
LAST_BYTES = 65_536  # SQLite, and a buffered writer, give back some of what did not suffice


class _State:
    """What this cell has used of its limits."""

    limits: dict[str, int]
    figures = 0
    figures_dropped = 0
    placed = False
    streams: dict[str, Any]
    changes: Any = None


STATE = _State()


def run(shell: LazyShell, request: dict[str, Any]) -> int:
    """Runs the cell and says its end; returns OK or USER_ERROR."""
    _prepare(request)
    status, failure = USER_ERROR, {}
    channel.GUARD.owner = _getpid()
    try:
        channel.GUARD.running = True
        error = _run(shell, request)
        _leave_if_forked(error)
        _show_figures()
        channel.GUARD.running = False
        status = OK if error is None or (isinstance(error, SystemExit) and not error.code) else USER_ERROR
        failure = {"errno": _refusal(error), "line": errors.last_line(error)}
    except KeyboardInterrupt as interrupt:  # it came between the user's code and the end
        _leave_if_forked(interrupt)
        channel.GUARD.running = False
        channel.publish("error", errors.error_output(sys.exc_info()[1]))
    except BaseException as escaped:  # why: whatever escapes is still the end of this cell, and must be told.
        _leave_if_forked(escaped)
        channel.GUARD.running = False
        errors.print_own()
    for name, own in STATE.streams.items():  # or IPython would run no cell any more
        if not hasattr(getattr(sys, name, None), "write"):
            setattr(sys, name, own)
    end = {**failure, "shell": shell.awake, "run": request["run"], "status": status, "threads": forks.threads()}
    if request["session"]:
        end["variables"] = STATE.changes.since(shell)
    channel.publish("end", end, whatever=True)
    return status


def _leave_if_forked(error: BaseException | None) -> None:
    """The end of a process that the program forked is where the program ends, as in any script: it runs no other cell."""
    if channel.mine():
        return
    code = error.code if isinstance(error, SystemExit) else error
    try:
        channel.flush()
    finally:
        _exit(code & 255 if isinstance(code, int) else OK if code is None else USER_ERROR)


def _refusal(error: BaseException | None) -> int | None:
    """What the kernel said when the program was refused room, a process or a thread, and stopped for that."""
    if type(error) is RuntimeError and error.args in NO_THREAD:
        return NO_PROCESS
    if isinstance(error, OSError) and error.errno in (*NO_ROOM, NO_PROCESS):
        return error.errno
    return errno.ENOSPC if _wrote(error) and _full() else None


def _wrote(error: BaseException | None) -> bool:
    """Whether it can be that of a library that wrote a file itself and keeps the kernel's word to itself, as numpy and HDF5 do."""
    if type(error) is OSError:
        return error.errno is None
    return getattr(error, "sqlite_errorname", None) == "SQLITE_FULL"


def _full() -> bool:
    """Whether the workspace, or /tmp, has no room right now."""
    for place in (environment.workspace(), environment.temporary()):
        with contextlib.suppress(OSError):
            room = os.statvfs(place)
            if room.f_blocks and room.f_bavail * room.f_frsize < LAST_BYTES:
                return True
    return False


def _prepare(request: dict[str, Any]) -> None:
    STATE.limits, STATE.figures, STATE.figures_dropped = request["limits"], 0, 0
    if not STATE.placed:  # a session's later cells find what the earlier ones made of it
        STATE.placed = True
        os.environ.update(request["environment"])
        STATE.streams = {name: getattr(sys, name) for name in ("stdout", "stderr")}
    questions.prepare(request["limits"].get("inputMs", 0), request["inputs"])
    channel.listen_to_interrupts()


def _run(shell: LazyShell, request: dict[str, Any]) -> BaseException | None:
    if not request["session"]:
        from cellhive_runner import light

        tree = light.plain(request["code"])
        if tree is not None:
            return light.run(shell, tree, request["code"], request["cell"])
    shell.compile.cell = request["cell"]
    if request["session"]:
        from cellhive_runner.shell import count

        count(shell, request["executionCount"])
        _watch_variables(shell)
    result = shell.run_cell(request["code"], store_history=True)
    return result.error_before_exec or result.error_in_exec


def _watch_variables(shell: LazyShell) -> None:
    from cellhive_runner import changes  # here, as programs on their own do without

    STATE.changes = STATE.changes or changes.Changes()
    STATE.changes.begin(shell)


def _show_figures() -> None:
    if "matplotlib.pyplot" in sys.modules:
        from cellhive_runner import figures

        figures.publish_open()
        if STATE.figures_dropped:
            print(f"{STATE.figures_dropped} more figures were left out.", file=sys.stderr)
