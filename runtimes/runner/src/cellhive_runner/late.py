"""What is printed while no cell runs: kept for the next one, as far as it is not much, so that nobody who prints has to wait."""

import os

from cellhive_runner.loop import Loop

MOST_BYTES = 65_536


class Late:
    """Listens to two pipes between two cells."""

    def __init__(self, loop: Loop) -> None:
        """Does not listen yet."""
        self._loop = loop
        self._pipes: list[int] = []
        self._heard: list[tuple[int, bytes]] = []
        self._room = MOST_BYTES

    def listen(self, pipes: list[int]) -> None:
        """From now on, to stdout and stderr."""
        self._pipes, self._heard, self._room = pipes, [], MOST_BYTES
        for number, pipe in enumerate(pipes):
            self._loop.watch(pipe, lambda number=number: self._read(number))

    def stop(self) -> list[tuple[int, bytes]]:
        """What was printed, in its order, each with 0 for stdout or 1 for stderr."""
        for pipe in self._pipes:
            self._loop.unwatch(pipe)
        heard, self._pipes, self._heard = self._heard, [], []
        return heard

    def _read(self, number: int) -> None:
        try:
            chunk = os.read(self._pipes[number], MOST_BYTES)
        except BlockingIOError:
            return
        if not chunk:
            self._loop.unwatch(self._pipes[number])
        if chunk[: self._room]:
            self._heard.append((number, chunk[: self._room]))
            self._room -= len(chunk[: self._room])
