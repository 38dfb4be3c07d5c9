"""How a run ended: from waitpid, the kernel's counters and the child's end mark, never from what a program can print."""

import os
import signal
import time
from typing import Any

from cellhive_runner import cell, counters
from cellhive_runner.run import Run

FILES_TOO_LARGE = "files_too_large"  # for the workspace, so that the program did not run


def reply(run: Run, alive: bool) -> dict[str, Any]:
    """The execute_reply. `alive`: the process went through the cell, so that only its end mark says how."""
    after = counters.read()
    end = run.end or {}
    code, killed_by = (None, None) if alive else _exit(run.status)
    ooms = after.oom_kills - run.before.oom_kills
    refused = after.pids_refused - run.before.pids_refused
    outcome = run.stop or _outcome(end.get("status") if alive else code, killed_by, ooms, refused, run.end)
    line = run.memory.line() if outcome == "memory_limit" else end.get("line")
    spent = run.usage.ru_utime + run.usage.ru_stime if run.usage else 0
    return {
        "type": "execute_reply",
        "outcome": outcome,
        "exitCode": code,
        "signal": killed_by,
        "line": line if isinstance(line, int) else None,
        "oomKills": ooms,
        "pidsRefused": refused,
        "usage": {
            "wallMs": int((time.monotonic() - run.started) * 1000),
            "cpuMs": after.cpu_ms - run.before.cpu_ms or int(spent * 1000),
            "peakMemoryBytes": _peak(run, ooms, after.peak_memory),
            "outputBytes": run.budget.total,
            "outputDroppedBytes": run.budget.dropped,
        },
    }


def not_started(snapshots: list[str]) -> dict[str, Any]:
    """The reply when a session's interpreter was gone before the cell."""
    usage = dict.fromkeys(("wallMs", "cpuMs", "peakMemoryBytes", "outputBytes", "outputDroppedBytes"), 0)
    none = {"exitCode": None, "signal": None, "line": None, "oomKills": 0, "pidsRefused": 0, "usage": usage}
    told = {"state": "lost", "started": False, "snapshots": snapshots, "threads": 0}
    return {"type": "execute_reply", "outcome": "died", **none, **told}


def threads(run: Run) -> int:
    """How many threads the child says it has running beside its own."""
    said = (run.end or {}).get("threads")
    return said if isinstance(said, int) and said > 0 else 0


def _exit(status: int) -> tuple[int | None, int | None]:
    return (os.WEXITSTATUS(status), None) if os.WIFEXITED(status) else (None, os.WTERMSIG(status))


def _peak(run: Run, ooms: int, container: int) -> int:
    """The container's peak; when that is an earlier run's, which nobody can reset from in here, what was seen in this one."""
    if container > run.before.peak_memory or ooms:
        return container
    return max(run.memory.most, run.usage.ru_maxrss << 10 if run.usage else 0)


def _outcome(code: object, killed_by: int | None, ooms: int, refused: int, end: dict[str, Any] | None) -> str:
    if killed_by == signal.SIGKILL and ooms > 0:
        return "memory_limit"
    if code == cell.OK and end is not None:
        return "ok"
    if code == cell.USER_ERROR and end is not None:
        if end.get("errno") in cell.NO_ROOM:
            return "workspace_limit"
        return "process_limit" if refused > 0 and end.get("errno") == cell.NO_PROCESS else "error"
    return "process_limit" if refused > 0 else "died"
