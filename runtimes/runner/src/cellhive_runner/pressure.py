"""Whether memory or processes of the container get short, from its own cgroup, version 1 or 2. What cannot be read is not short."""

import contextlib

from cellhive_runner import counters

MEMORY_SHARE = 0.8
FREE_PROCESSES = 8  # the container has room for the runner's own beside those that the program may have
UNLIMITED = 1 << 60
# Of the memory limit: what the last snapshot must hold alone to be dropped for it; what an interpreter writes to anyway is less.
WORTH_IT = 0.2


def memory_is_short() -> bool:
    """Whether a program that goes on growing is about to be killed."""
    limit, used = counters.memory_limit(), counters.memory()
    return 0 < limit < UNLIMITED and used >= limit * MEMORY_SHARE and used - counters.cached() >= limit * MEMORY_SHARE


def processes_too_many() -> int:
    """How many would have to end for a program that starts some not to be about to be refused."""
    limit = counters.processes_limit()
    return max(0, counters.processes() - (limit - FREE_PROCESSES)) if limit else 0


def holds_much(pid: int) -> bool:
    """Whether this process has much memory that nobody shares: that is what its end sets free."""
    with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            if line.startswith("Private_Dirty:"):
                return int(line.split()[1]) << 10 >= counters.memory_limit() * WORTH_IT
    return False
