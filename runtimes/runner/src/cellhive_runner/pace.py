"""How fast a program may send messages: it waits for the answer to each, so a late answer slows it down and nothing is lost."""

import time

BURST = 200


class Pace:
    """So many answers each second, after the first BURST."""

    def __init__(self, per_second: int) -> None:
        """Nothing is owed yet."""
        self._each = 1 / per_second
        self._earliest = 0.0
        self._owed = 0

    def owe(self, answers: int) -> None:
        """So many messages came."""
        self._owed += answers
        self._earliest = max(self._earliest, time.monotonic() - BURST * self._each) + answers * self._each

    @property
    def due(self) -> float | None:
        """When what is owed may be paid; None when nothing is."""
        return self._earliest if self._owed else None

    def pay(self) -> int:
        """How many answers to give now."""
        paid, self._owed = self._owed, 0
        return paid
