"""The question a cell has open, as the supervisor sees it: its number, its patience, the clock that stands still meanwhile."""

import contextlib
import time
from collections.abc import Callable
from typing import Any

from cellhive_runner.waiting import Peer

MOST_CHARACTERS = 2_000


class Question:
    """At most one is open."""

    def __init__(self, patience: int, peer: Peer, send: Callable[[dict[str, Any], bytes], None]) -> None:
        """`patience` in ms; without any nothing is put."""
        self._patience, self._peer, self._send = patience / 1000, peer, send
        self._number, self._since = 0, 0.0
        self._open = False

    @property
    def deadline(self) -> float | None:
        """When the open question times out; None when none is open."""
        return self._since + self._patience if self._open else None

    def put(self, content: dict[str, Any]) -> None:
        """What the child asks, whatever it is, goes on to a person as text."""
        if self._patience <= 0 or self._open:
            return
        self._number, self._since, self._open = self._number + 1, time.monotonic(), True
        prompt = str(content.get("prompt", ""))[:MOST_CHARACTERS]
        self._send({"type": "input_request", "number": self._number, "prompt": prompt, "password": content.get("password") is True}, b"")

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
        return time.monotonic() - self._since
