"""Which line of a cell asks for memory, as long as that can still be asked: the kernel's own kill leaves nobody to tell.

While the container's memory grows, the supervisor asks the child by a signal, and the child's signal handler, which is C and
needs neither the interpreter's lock nor the end of a long call, writes its stack into a pipe. Costs nothing while memory
stands still but one small read, ten times a second.
"""

import contextlib
import faulthandler
import os
import re
import signal
import time

from cellhive_runner import counters

ASK = signal.SIGRTMAX - 1
FASTEST = 8 << 30  # bytes per second that a program can touch
SLOWEST_LOOK, QUICKEST_LOOK = 0.1, 0.01
WORTH_ASKING = 4 << 20
STACK = 65_536
PIPE = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)  # one for all children, of which one at a time is asked


def answer(fd: int) -> None:
    """From now on this process answers on this descriptor, the end of PIPE."""
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        faulthandler.register(ASK, file=fd, all_threads=False, chain=False)


class Watch:
    """Follows one run; adds up by line how much the memory grew."""

    def __init__(self, pid: int, cell: int) -> None:
        """`pid` runs this cell."""
        self._pid = pid
        self._heard()  # what the run before has said too late
        self._line = re.compile(rb'File "Cell %d", line (\d+)' % cell)
        self._grown: dict[int, int] = {}
        self._asked = 0
        self._limit, self._last = counters.memory_limit(), counters.memory()
        self.due = self._next()

    def _next(self) -> float:
        room = max(0, self._limit - self._last) / FASTEST
        return time.monotonic() + min(SLOWEST_LOOK, max(QUICKEST_LOOK, room))

    def look(self) -> None:
        """Asks for the line if the memory has grown."""
        self._listen()
        now = counters.memory()
        grown = now - self._last
        if grown >= WORTH_ASKING and self._answers_to_signal():
            self._asked += grown
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, ASK)
        if grown >= WORTH_ASKING or grown < 0:
            self._last = now
        self.due = self._next()

    def _answers_to_signal(self) -> bool:
        """The user's program may have become another one, which the signal would end."""
        return counters.catches(self._pid, ASK)

    def _listen(self) -> None:
        found = self._line.search(self._heard())
        if found:
            line = int(found[1][:9])
            self._grown[line] = self._grown.get(line, 0) + self._asked
            self._asked = 0

    def _heard(self) -> bytes:
        with contextlib.suppress(OSError):
            return os.read(PIPE[0], STACK)
        return b""

    def line(self) -> int | None:
        """The one whose requests were the largest together; None when nobody could tell."""
        self._listen()
        return max(self._grown, key=lambda line: self._grown[line], default=None)
