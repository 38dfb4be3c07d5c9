"""Reads the container's own cgroup counters, version 1 or 2. A counter the kernel does not show reads as 0."""

import os
from typing import NamedTuple

ROOT = "/sys/fs/cgroup/"
MOST_BYTES = 16_384
NOT_THERE = -1
_open: dict[str, int] = {}


def _text(path: str) -> str:
    """Each file is opened once and read anew: every cell asks for a dozen of them. Raises OSError when it is not there."""
    descriptor = _open.get(path)
    if descriptor is None:
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            descriptor = NOT_THERE
        _open[path] = descriptor
    if descriptor == NOT_THERE:
        raise FileNotFoundError(path)
    return os.pread(descriptor, MOST_BYTES, 0).decode()


def _number(path: str) -> int:
    try:
        return int(_text(path).split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _keyed(path: str, key: str) -> int:
    try:
        for line in _text(path).splitlines():
            name, _, value = line.partition(" ")
            if name == key:
                return int(value)
    except (OSError, ValueError):
        pass
    return 0


def memory() -> int:
    """Bytes in use now."""
    return _number(ROOT + "memory.current") or _number(ROOT + "memory/memory.usage_in_bytes")


def memory_limit() -> int:
    """The cap in bytes."""
    return _number(ROOT + "memory.max") or _number(ROOT + "memory/memory.limit_in_bytes")


def cached() -> int:
    """Bytes of files that the kernel takes back by itself."""
    path = ROOT + "memory.stat" if os.path.exists(ROOT + "memory.stat") else ROOT + "memory/memory.stat"
    return _keyed(path, "inactive_file") + _keyed(path, "active_file")


def processes() -> int:
    """Processes and threads of now."""
    return _number(ROOT + "pids.current") or _number(ROOT + "pids/pids.current")


def processes_limit() -> int:
    """The cap; 0 when there is none."""
    return _number(ROOT + "pids.max") or _number(ROOT + "pids/pids.max")


class Counters(NamedTuple):
    """A reading: kills and refusals are counts, cpu in ms, memory in bytes."""

    oom_kills: int
    pids_refused: int
    cpu_ms: int
    peak_memory: int


def read() -> Counters:
    """The counters of now."""
    if os.path.exists(ROOT + "cgroup.controllers"):
        return Counters(
            _keyed(ROOT + "memory.events", "oom_kill"),
            _keyed(ROOT + "pids.events", "max"),
            _keyed(ROOT + "cpu.stat", "usage_usec") // 1000,
            _number(ROOT + "memory.peak"),
        )
    return Counters(
        _keyed(ROOT + "memory/memory.oom_control", "oom_kill"),
        _keyed(ROOT + "pids/pids.events", "max"),
        _number(ROOT + "cpuacct/cpuacct.usage") // 1_000_000,
        _number(ROOT + "memory/memory.max_usage_in_bytes"),
    )
