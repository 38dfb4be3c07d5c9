"""What a program prints: decoded across chunk borders, coalesced, kept to a limit with head and tail."""

import codecs
import time

COALESCE_SECONDS = 0.05
FLUSH_BYTES = 32_768
TAIL_BYTES = 16_384
FLOOD_FACTOR = 8


class Budget:
    """The text of one job: `kept` bytes go out at once, the last TAIL_BYTES at the end, the middle is counted."""

    def __init__(self, limit: int) -> None:
        """`limit` in bytes."""
        self.total = 0
        self.dropped = 0
        self._limit = limit
        self._head = max(0, limit - TAIL_BYTES)
        self._tail: list[tuple[str, bytes]] = []
        self._tail_size = 0

    @property
    def flooded(self) -> bool:
        """Whether the program printed far more than anyone will read."""
        return self.total > FLOOD_FACTOR * self._limit

    def take(self, name: str, chunk: bytes) -> bytes:
        """Counts the chunk; returns what goes out now, keeps the rest for the tail."""
        room = max(0, self._head - self.total)
        self.total += len(chunk)
        now, rest = chunk[:room], chunk[room:]
        if rest:
            self._tail.append((name, rest))
            self._tail_size += len(rest)
            self._trim()
        return now

    def _trim(self) -> None:
        while self._tail_size > TAIL_BYTES:
            name, oldest = self._tail[0]
            excess = min(len(oldest), self._tail_size - TAIL_BYTES)
            self._tail[0] = (name, oldest[excess:])
            if excess == len(oldest):
                self._tail.pop(0)
            self._tail_size -= excess
            self.dropped += excess

    def tail(self) -> list[tuple[str, bytes]]:
        """What was kept of the end, by stream."""
        return self._tail


class Stream:
    """One of stdout and stderr: collects for a moment, never cuts a character in two."""

    def __init__(self, name: str) -> None:
        """`name` as in nbformat."""
        self.name = name
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._parts: list[str] = []
        self._size = 0
        self.due: float | None = None

    def add(self, chunk: bytes) -> bool:
        """Collects; True when enough came together to be sent."""
        if chunk and self.due is None:
            self.due = time.monotonic() + COALESCE_SECONDS
        self._parts.append(self._decode(chunk))
        self._size += len(chunk)
        return self._size >= FLUSH_BYTES

    def flush(self, final: bool = False) -> str:
        """What has come together."""
        if final:
            self._parts.append(self._decode(b"", True))
        text = "".join(self._parts)
        self._parts, self._size, self.due = [], 0, None
        return text
