"""A copy of an interpreter made ahead: whoever types asks again soon, and making the copy is the longest part of an answer."""

import contextlib
import json
import os
import select
import socket
from typing import Any, NoReturn

from cellhive_runner import ahead, channel, child, forks

SOON_SECONDS = 0.05  # for the answer to be on its way before the next copy takes a core
IDLE_SECONDS = 10.0  # without a question: nobody types any more
TRIES = 2  # the one that waited may have ended, a fresh one has not
_waiting: socket.socket | None = None


def ask(shell: Any, question: dict[str, Any], descriptor: int) -> None:
    """Has the copy answer on this descriptor, and makes one for the next question. Raises OSError when no process can be made."""
    global _waiting
    try:
        for _ in range(TRIES):
            own, _waiting = _waiting or _make(shell), None
            with own, contextlib.suppress(BrokenPipeError, ConnectionResetError):
                channel.send(own, json.dumps(question).encode(), [descriptor])
                break
    finally:
        os.close(descriptor)
    if not channel.heard(SOON_SECONDS):
        _waiting = _make(shell)


def drop() -> None:
    """Lets the copy end, before the state becomes another; `forks.settle` waits for it."""
    global _waiting
    if _waiting:
        _waiting.close()
        _waiting = None


def _make(shell: Any) -> socket.socket:
    ours, theirs = socket.socketpair()
    descriptor = theirs.detach()
    try:
        if forks.throw_away(descriptor):
            ours.close()
            _wait(descriptor, shell)
    except OSError:
        ours.close()
        os.close(descriptor)
        raise
    return ours


def _wait(descriptor: int, shell: Any) -> NoReturn:
    """In the copy: answers one question; before that, when none is there yet, touches what an answer writes to."""
    from cellhive_runner import answers

    try:
        child.offer_to_the_kernel(child.RUNNING)
        if not select.select([descriptor], [], [], child.QUIET_SECONDS)[0]:
            ahead.answered(shell)
        question, fds = _read(descriptor)
        if question:
            answers.give(fds[0], shell, json.loads(question))
    finally:
        os._exit(0)  # nothing of this may reach the interpreter's own loop


def _read(descriptor: int) -> tuple[bytes, list[int]]:
    """All of a question and where to answer it; nothing when none comes."""
    with socket.socket(fileno=descriptor) as own:
        if not select.select([own], [], [], IDLE_SECONDS)[0]:
            return b"", []
        question, fds, _, _ = socket.recv_fds(own, 1, 1)
        while question and (part := own.recv(1 << 16)):
            question += part
        return question, fds
