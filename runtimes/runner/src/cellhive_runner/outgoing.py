"""What the supervisor says to the worker, frame by frame."""

import contextlib
from collections.abc import Iterator
from typing import Any

from cellhive_runner import frames
from cellhive_runner.workspace import Contents

MOST_HELD = 65_536  # bytes


class Outgoing:
    """Writes frames to one descriptor; blocks while the worker reads slowly."""

    def __init__(self, descriptor: int) -> None:
        """Holds nothing back."""
        self._descriptor = descriptor
        self._held: bytearray | None = None

    def send(self, header: dict[str, Any], payload: bytes | Contents = b"") -> None:
        """Sends one frame. Of a large payload there is never a copy: the program needs the memory itself."""
        beginning = frames.beginning(header, len(payload))
        pieces = [payload] if isinstance(payload, bytes) else payload
        if len(payload) > MOST_HELD:
            self._let_go()
            frames.write_all(self._descriptor, beginning)
            for piece in pieces:
                frames.write_all(self._descriptor, piece)
            return
        frame = b"".join([beginning, *pieces])
        if self._held is None:
            frames.write_all(self._descriptor, frame)
            return
        self._held += frame
        if len(self._held) > MOST_HELD:
            self._let_go()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Small frames leave in one write: each one on its own wakes all processes between here and the worker once more."""
        self._held = bytearray()
        try:
            yield
        finally:
            self._let_go()
            self._held = None

    def _let_go(self) -> None:
        if self._held:
            frames.write_all(self._descriptor, bytes(self._held))
            self._held.clear()
