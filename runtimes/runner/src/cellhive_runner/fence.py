"""Keeps a program's hands off the runner: both have the same user, so the kernel would let it change the runner's limits.

A seccomp filter on top of the container's own refuses calls that set limits, priority or processors of another process, and
one that takes of what the kernel has for the whole host. It cannot be taken off again, and whatever the program starts has it
too.
"""

import ctypes
import errno
import os
import struct
from typing import Any

from cellhive_runner import kernel

PR_SET_NO_NEW_PRIVS = 38
SET_MODE_FILTER, ALLOW_SPECULATION = 1, 4
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
OWN = 0  # as a process id: the caller
OTHER_ABI = 0x40000000
PROCESS, FIRST, SECOND = 0, 0, 1  # PRIO_PROCESS; the places of arguments
ONLY_ITSELF, NEVER = ((FIRST, OWN),), ((FIRST, 0xFFFFFFFF),)  # the latter is no process and no number of contexts
ONLY_ITS_PRIORITY = ((FIRST, PROCESS), (SECOND, OWN))
# By machine: the kernel's name for it, seccomp's number, and what the arguments of which call have to be.
MACHINES = {
    "x86_64": (0xC000003E, 317, {**dict.fromkeys((302, 203, 144, 142, 314), ONLY_ITSELF), 141: ONLY_ITS_PRIORITY, 251: NEVER, 206: NEVER}),
    "aarch64": (0xC00000B7, 277, {**dict.fromkeys((261, 122, 119, 118, 274), ONLY_ITSELF), 140: ONLY_ITS_PRIORITY, 30: NEVER, 0: NEVER}),
}  # prlimit64, sched_setaffinity, sched_setscheduler, sched_setparam, sched_setattr; setpriority; ioprio_set, io_setup
Conditions = tuple[tuple[int, int], ...]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def put_up() -> bool:
    """For this process and all it starts; False on a machine or under a kernel that it is not made for."""
    if _CALL is None:
        return False
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
    return kernel.LIBC.syscall(*_CALL) == 0


def _call() -> tuple[Any, ...] | None:
    """The system call that does it."""
    known = MACHINES.get(os.uname().machine)
    if known is None:
        return None
    architecture, seccomp, calls = known
    code = b"".join(_filter(architecture, calls))
    return seccomp, SET_MODE_FILTER, ALLOW_SPECULATION, ctypes.byref(_Program(len(code) // 8, code))


def _filter(architecture: int, calls: dict[int, Conditions]) -> list[bytes]:
    """Calls of another architecture than this, which have other numbers, are refused whole."""
    steps = [_step(LOAD, ARCHITECTURE), _step(EQUAL, architecture, 1, 0), _step(RETURN, REFUSE)]
    steps += [_step(LOAD, NUMBER), _step(AT_LEAST, OTHER_ABI, 0, 1), _step(RETURN, REFUSE)]
    for number, conditions in calls.items():
        checks = [_step(RETURN, ALLOW)]
        for place, value in reversed(conditions):
            checks = [_step(LOAD, ARGUMENTS + 8 * place), _step(EQUAL, value, 1, 0), _step(RETURN, REFUSE), *checks]
        steps += [_step(EQUAL, number, 0, len(checks)), *checks]
    return [*steps, _step(RETURN, ALLOW)]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


_CALL = _call()  # made once, for every fork
