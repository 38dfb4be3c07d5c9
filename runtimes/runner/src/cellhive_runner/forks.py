"""Copies of a running interpreter, in the child: what has to be put right so that the copy can go on as the original would."""

import _thread
import contextlib
import ctypes
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

from cellhive_runner import channel, child

OMP_PAUSE_HARD = 2
_sleep, _fork, _exit, _getpid, _getppid = time.sleep, os.fork, os._exit, os.getpid, os.getppid  # programs replace such things for fun
_unreaped: list[int] = []
_openmp: dict[str, Any] = {}
_seen_modules = -1


def threads() -> int:
    """How many threads the user's code has running: a fork would lose them."""
    return max(_thread._count(), threading.active_count() - 1)


def copy(descriptor: int, standing: bool, supervised_score: int) -> bool:
    """Forks a copy of this process that hears and speaks on this descriptor; True in the copy.

    The copy's parent is the supervisor: a process in between makes it and ends. A `standing` copy runs no cells, so the kernel is
    to take it later than those that do. Raises OSError when no process can be made.
    """
    with _same_random_numbers():
        with _closed_when_refused(descriptor):
            reap()
            _close_pools()
            channel.flush()
            middle = _fork()
        if middle:
            os.close(descriptor)
            _unreaped.append(middle)
            return False
        middle = _getpid()
        try:
            if _fork():
                _exit(0)
        except BaseException:  # why: whatever happens here, there must not be a second interpreter that believes to be the first.
            _exit(1)
    _unreaped.clear()
    _begin(descriptor, middle, supervised_score if standing else child.RUNNING)
    return True


def _begin(descriptor: int, middle: int, score: int) -> None:
    os.setsid()
    channel.nothing_heard()
    os.dup2(descriptor, channel.RICH, inheritable=False)
    os.close(descriptor)
    child.offer_to_the_kernel(score)
    while _getppid() == middle:
        _sleep(0.0002)
    child.die_with_the_supervisor()
    os.write(channel.RICH, json.dumps({"pid": _getpid()}).encode() + b"\n")


def throw_away(descriptor: int) -> bool:
    """Forks a child that only answers a question; True in it. Raises OSError when no process can be made."""
    with _same_random_numbers(), _closed_when_refused(descriptor):
        reap()
        pid = _fork()
    if pid:
        os.close(descriptor)
        _unreaped.append(pid)
        return False
    _unreaped.clear()
    return True


def reap() -> None:
    """Takes the ends of the processes made here, so that the user's own wait() never meets them."""
    for pid in list(_unreaped):
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
        _unreaped.remove(pid)


def finish() -> None:
    """Ends what was made here and may hang."""
    for pid in _unreaped:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    settle()


def settle() -> None:
    """Before a cell runs: nothing made here may still be a child of it."""
    while _unreaped:
        reap()
        if _unreaped:
            _sleep(0.0002)


@contextlib.contextmanager
def _closed_when_refused(descriptor: int) -> Iterator[None]:
    """Who waits for a process at its other end hears at once that there will be none."""
    try:
        yield
    except OSError:
        os.close(descriptor)
        raise


@contextlib.contextmanager
def _same_random_numbers() -> Iterator[None]:
    """Python's generator seeds itself anew in each fork; here both sides are the same program."""
    random = sys.modules.get("random")
    state = random.Random.getstate(random._inst) if random else None
    yield
    if random:
        random.Random.setstate(random._inst, state)


def _close_pools() -> None:
    """GNU OpenMP's threads do not come along in a fork, and the copy would wait for them for ever: it makes new ones when it needs some."""
    global _seen_modules
    if len(sys.modules) != _seen_modules:
        _seen_modules = len(sys.modules)
        with open("/proc/self/maps") as maps:
            for path in {line.split(maxsplit=5)[-1].strip() for line in maps if "libgomp" in line} - _openmp.keys():
                _openmp[path] = ctypes.CDLL(path)
    for library in _openmp.values():
        library.omp_pause_resource_all(OMP_PAUSE_HARD)
