"""Every process below the supervisor: found in /proc, killed, reaped."""

import contextlib
import os
import signal
import time
from collections.abc import Collection

from cellhive_runner import kernel

ROUNDS = 50
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """A supervisor that is not PID 1 becomes the parent of what its descendants leave behind, as PID 1 is."""
    kernel.prctl(PR_SET_CHILD_SUBREAPER, 1)


def kill_others() -> None:
    """Kills whatever a run left alive, and does not wait for its end."""
    if os.getpid() != 1:
        kill_all_but(())
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(-1, signal.SIGKILL)


def reap_killed(first: int) -> None:
    """After `kill_others`: waits for the end of this child, then for all the others."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(first, 0)
    sweep()


def sweep() -> None:
    """Kills and reaps whatever a run left alive. As PID 1 that is everything else in the container, in one step."""
    if os.getpid() != 1:
        kill_all_but(())
        return
    for _ in range(ROUNDS):
        kill_others()
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.01)


def kill_all_but(kept: Collection[int]) -> bool:
    """Kills every process but this one and these; False when some are left, as a program that forks faster leaves."""
    for round_ in range(ROUNDS):
        others = [pid for pid in _descendants() if pid not in kept]
        for pid in others:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        reap(kept)
        if not others:
            return True
        time.sleep(0.001 if round_ < 10 else 0.01)
    return False


def reap(kept: Collection[int]) -> None:
    """Takes the ends of orphans; those of `kept` are somebody else's to read."""
    for pid, parent in _table():
        if parent == os.getpid() and pid not in kept:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)


def reap_orphans(kept: Collection[int]) -> None:
    """As `reap`, without a look at every process as long as none of those that are kept has ended."""
    with contextlib.suppress(ChildProcessError):
        while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if ended.si_pid in kept:
                reap(kept)
                return
            os.waitpid(ended.si_pid, os.WNOHANG)


def _descendants() -> list[int]:
    parents = dict(_table())
    me = os.getpid()
    found = {pid for pid, parent in parents.items() if parent == me}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found)


def _table() -> list[tuple[int, int]]:
    """Each process with its parent; the dead that only their parent can reap are left out when that is not this process."""
    table = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, IndexError, ValueError), open(f"/proc/{name}/stat", "rb") as file:
            state, parent = file.read().rsplit(b")", 1)[1].split()[:2]
            if state != b"Z" or int(parent) == os.getpid():
                table.append((int(name), int(parent)))
    return table
