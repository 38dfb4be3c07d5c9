"""The question a cell has open, as the supervisor sees it: its number, its patience, the clock that stands still meanwhile.

It stands still for who waits. A program that goes on computing beside its question, in a thread or a process, uses its time up.
"""

import contextlib
import os
import time
from collections.abc import Callable
from typing import Any

from cellhive_runner import counters
from cellhive_runner.waiting import Peer

MOST_CHARACTERS = 2_000
LOOK_SECONDS = 1.0


class Question:
    """At most one is open."""

    def __init__(self, patience: int, peer: Peer, send: Callable[[dict[str, Any], bytes], None]) -> None:
        """`patience` in ms; without any nothing is put."""
        self._patience, self._peer, self._send = patience / 1000, peer, send
        self._number, self._since, self._cpu_ms, self._look_at = 0, 0.0, 0, 0.0
        self._open = False

    @property
    def deadline(self) -> float | None:
        """When the open question times out; None when none is open."""
        return self._since + self._patience if self._open else None

    @property
    def due(self) -> float | None:
        """When to look next at what the program does meanwhile; None when none is open."""
        return self._look_at if self._open else None

    def overdue(self, deadline: float) -> bool:
        """Whether the program has computed since it asked for as long as it had left then, with the wall clock's end in seconds."""
        if time.monotonic() < self._look_at:
            return False
        self._look_at = time.monotonic() + LOOK_SECONDS
        return self._computed() >= deadline - self._since

    def _computed(self) -> float:
        """On several processors it is no more than the time that has passed."""
        return min(time.monotonic() - self._since, (_cpu_ms() - self._cpu_ms) / 1000)

    def put(self, content: dict[str, Any]) -> None:
        """What the child asks, whatever it is, goes on to a person as text."""
        if self._patience <= 0 or self._open:
            return
        self._number, self._since, self._open = self._number + 1, time.monotonic(), True
        self._cpu_ms, self._look_at = _cpu_ms(), self._since + LOOK_SECONDS
        prompt = str(content.get("prompt", ""))[:MOST_CHARACTERS]
        asked = {"type": "input_request", "number": self._number, "prompt": prompt, "password": content.get("password") is True}
        self._send(asked | {"memoryBytes": counters.memory()}, b"")

    def drop(self) -> None:
        """Nobody need answer any more."""
        self._open = False

    def answer(self, number: object, value: object) -> float:
        """Passes an answer on; the seconds that the clock stood still, 0 when that question is not open."""
        if not self._open or number != self._number or not (value is None or isinstance(value, str)):
            return 0.0
        self._open = False
        with contextlib.suppress(OSError):  # it is gone: its end says so
            self._peer.tell({"do": "answer", "number": number, "value": value})
        return time.monotonic() - self._since - self._computed()


def _cpu_ms() -> int:
    """Of the whole container; 0 where the counters are not a container's own."""
    return counters.read().cpu_ms if os.getpid() == 1 else 0
