"""The child's end of the rich socket, descriptor 3: what it says to the supervisor and what it hears. Only the main thread hears."""

import contextlib
import json
import os
import select
import signal
import socket
import sys
import threading
from types import FrameType
from typing import Any, NoReturn

RICH = 3
ACK, MESSAGE = b".", b"M"
LENGTH = 4
MOST_DESCRIPTORS = 2
_dumps, _loads, _getpid = json.dumps, json.loads, os.getpid  # programs replace such things for fun


class Guard:
    """Puts KeyboardInterrupt off while a message is half said, and away while no cell runs."""

    def __init__(self) -> None:
        """Nothing runs yet."""
        self.running = False
        self.owner = 0  # the process that runs the cell: another one that the cell has forked says things, and hears nothing
        self._held = 0
        self._put_off = False
        self.lock = threading.RLock()

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """The handler of SIGINT."""
        if self._held:
            self._put_off = self.running
        elif self.running:
            raise KeyboardInterrupt

    def __enter__(self) -> None:
        self._held += 1

    def __exit__(self, *_: object) -> None:
        self._held -= 1
        if self._put_off and not self._held:
            self._put_off = False
            raise KeyboardInterrupt


GUARD = Guard()
_EARLY: list[tuple[dict[str, Any], list[int]]] = []


def mine() -> bool:
    """Whether this process runs the cell, and is none that the cell has forked."""
    return _getpid() == GUARD.owner


def publish(kind: str, content: dict[str, Any], whatever: bool = False) -> None:
    """Sends one message to the supervisor: a line of ASCII JSON. Text printed before comes before.

    The main thread of the process that runs the cell waits until the supervisor has it and all text before it. `whatever` a program has written here, it is understood.
    """
    flush()
    line = _dumps({"kind": kind, "content": content}, default=str).encode() + b"\n"
    if whatever:
        line = b"\n" + line
    if threading.current_thread() is not threading.main_thread() or not mine():
        with GUARD.lock:
            _write(line)
        return
    with GUARD:
        with GUARD.lock:
            _write(line)
        told = _next()
        if told is not None:  # it took the cell for over, as it does when a program forges its end
            _EARLY.append(told)


def flush() -> None:
    """What is printed is on its way."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(RICH, view) :]


def receive() -> tuple[dict[str, Any], list[int]]:
    """The next message of the supervisor, with the descriptors that came along. Its end is the end of this process."""
    if _EARLY:
        return _EARLY.pop(0)
    with GUARD:
        while (told := _next()) is None:  # answers to what a thread said, or to what an interrupt cut short
            pass
        return told


def _next() -> tuple[dict[str, Any], list[int]] | None:
    """A message, or None for an answer to something said."""
    with socket.socket(fileno=os.dup(RICH)) as mine:
        kind, fds, _, _ = socket.recv_fds(mine, 1, MOST_DESCRIPTORS)
    if not kind:
        gone()
    return None if kind == ACK else (_loads(_read(int.from_bytes(_read(LENGTH), "big"))), fds)


def nothing_heard() -> None:
    """What was said to the original is not said to its copy."""
    _EARLY.clear()


def heard(seconds: float) -> bool:
    """Whether the supervisor says something within this time."""
    return bool(_EARLY or select.select([RICH], [], [], seconds)[0])


def _read(size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = os.read(RICH, size - len(parts))
        if not part:
            gone()
        parts += part
    return parts


def gone() -> NoReturn:
    """The supervisor is gone, so nobody needs this process."""
    os._exit(1)


def send(to: socket.socket, data: bytes, descriptors: list[int]) -> None:
    """All of the data, with the descriptors beside its first byte. Blocks as the socket does; raises OSError."""
    sent = socket.send_fds(to, [data[:1]], descriptors)
    to.sendall(data[sent:])


def listen_to_interrupts() -> None:
    """Each cell begins with the handler that every cell expects, whatever the one before has set."""
    signal.signal(signal.SIGINT, GUARD.on_signal)
