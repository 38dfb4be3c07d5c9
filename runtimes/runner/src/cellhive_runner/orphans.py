"""The ends of processes that nobody waits for, taken as they come: until then each counts against the program's processes."""

import os
import signal

from cellhive_runner import processes, waiting
from cellhive_runner.loop import Loop

MOST_TOLD = 65_536


def reap(loop: Loop) -> None:
    """From now on, in this loop. The ends of peers are read by who talks to them."""
    told, tell = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, _heard)
    loop.watch(told, lambda: _reap(told))


def _heard(_number: int, _frame: object) -> None:
    """The loop is told by the descriptor."""


def _reap(told: int) -> None:
    os.read(told, MOST_TOLD)
    processes.reap_orphans(waiting.PEERS)
