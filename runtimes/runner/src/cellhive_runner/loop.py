"""Calls back what waits for a descriptor or for a moment; one thing at a time, in one thread."""

import selectors
import time
from collections.abc import Callable


class Loop:
    """What the supervisor waits for. A call may watch and unwatch whatever it likes."""

    def __init__(self) -> None:
        """Watches nothing yet."""
        self._selector = selectors.DefaultSelector()
        self._moments: dict[int, tuple[float, Callable[[], None]]] = {}
        self._next = 0

    def watch(self, fd: int, call: Callable[[], None]) -> None:
        """Calls whenever there is something to read, or the end."""
        self._selector.register(fd, selectors.EVENT_READ, call)

    def unwatch(self, fd: int) -> None:
        """Does nothing when it is not watched."""
        if fd in self._selector.get_map():
            self._selector.unregister(fd)

    def at(self, moment: float, call: Callable[[], None]) -> int:
        """Calls once at this moment of the monotonic clock; returns a ticket for `forget`."""
        self._next += 1
        self._moments[self._next] = (moment, call)
        return self._next

    def forget(self, ticket: int) -> None:
        """Does nothing when its moment has come."""
        self._moments.pop(ticket, None)

    def turn(self, until: float | None = None) -> None:
        """Sleeps until something happens, or `until`; makes the calls that are due."""
        moments = [moment for moment, _ in self._moments.values()]
        if until is not None:
            moments.append(until)
        patience = max(0.0, min(moments) - time.monotonic()) if moments else None
        for key, _ in self._selector.select(patience):
            if key.fd in self._selector.get_map():  # an earlier call of this turn may have let it go
                key.data()
        if self._moments:
            now = time.monotonic()
            for ticket, (moment, call) in list(self._moments.items()):
                if moment <= now and self._moments.pop(ticket, None):
                    call()
