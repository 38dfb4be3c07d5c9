"""Reads the container's own cgroup counters, version 1 or 2. A counter the kernel does not show reads as 0."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")


def _number(path: Path) -> int:
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _keyed(path: Path, key: str) -> int:
    try:
        for line in path.read_text().splitlines():
            name, _, value = line.partition(" ")
            if name == key:
                return int(value)
    except (OSError, ValueError):
        pass
    return 0


@dataclass(frozen=True)
class Counters:
    """A reading: kills and refusals are counts, cpu in ms, memory in bytes."""

    oom_kills: int
    pids_refused: int
    cpu_ms: int
    peak_memory: int


def read() -> Counters:
    """The counters of now."""
    if (ROOT / "cgroup.controllers").exists():
        return Counters(
            _keyed(ROOT / "memory.events", "oom_kill"),
            _keyed(ROOT / "pids.events", "max"),
            _keyed(ROOT / "cpu.stat", "usage_usec") // 1000,
            _number(ROOT / "memory.peak"),
        )
    return Counters(
        _keyed(ROOT / "memory/memory.oom_control", "oom_kill"),
        _keyed(ROOT / "pids/pids.events", "max"),
        _number(ROOT / "cpuacct/cpuacct.usage") // 1_000_000,
        _number(ROOT / "memory/memory.max_usage_in_bytes"),
    )
