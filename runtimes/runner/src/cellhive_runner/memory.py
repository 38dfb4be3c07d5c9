"""How much memory a cell has, and which line asks for it, as long as that can still be seen: the kernel's own kill leaves nobody to tell.

While the container's memory grows, the supervisor looks where the child stands, also in the middle of a long call. Costs
nothing while memory stands still but one small read, ten times a second.
"""

import contextlib
import time

from cellhive_runner import counters, stack

FASTEST = 8 << 30  # bytes per second that a program can touch
SLOWEST_LOOK, QUICKEST_LOOK = 0.1, 0.01
WORTH_A_LOOK = 4 << 20
FORGET_PEAK = "5"  # as clear_refs takes it


def forget_peak(pid: int) -> None:
    """From now on the kernel counts this process's peak anew; where it does not let us, the old one stays."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/clear_refs", "w") as file:
        file.write(FORGET_PEAK)


def _peak(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{pid}/status") as status:
        return next((int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM:")), 0)
    return 0


class Watch:
    """Follows one run; adds up by line how much the memory grew."""

    def __init__(self, pid: int, cell: int) -> None:
        """`pid` runs this cell."""
        self._pid, self._file = pid, f"Cell {cell}"
        self._grown: dict[int, int] = {}
        self._of_nobody = 0
        self._limit, self._last = counters.memory_limit(), counters.memory()
        self.most = self._last
        self.due = self._next()

    def _next(self) -> float:
        room = max(0, self._limit - self._last) / FASTEST
        return time.monotonic() + min(SLOWEST_LOOK, max(QUICKEST_LOOK, room))

    def look(self) -> None:
        """Notes the line if the memory has grown."""
        now = counters.memory()
        self.most = max(self.most, now)
        grown = now - self._last
        if grown >= WORTH_A_LOOK:
            self._of_nobody += grown
            line = stack.line(self._pid, self._file)
            if line is not None:
                self._grown[line] = self._grown.get(line, 0) + self._of_nobody
                self._of_nobody = 0
        if grown >= WORTH_A_LOOK or grown < 0:
            self._last = now
        self.due = self._next()

    def end(self) -> None:
        """The run is over and its process still there: `most` is what all had together at any look, or this one alone at any time."""
        self.most = max(self.most, counters.memory(), _peak(self._pid))

    def line(self) -> int | None:
        """The one whose requests were the largest together; None when nobody could tell."""
        return max(self._grown, key=lambda line: self._grown[line], default=None)
