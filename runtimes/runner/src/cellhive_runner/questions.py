"""input() and getpass() inside a cell: asked through the supervisor, or answered from a record when a cell is replayed."""

import contextlib
import os
import select
import threading
from typing import Any

from cellhive_runner import channel

MOST_CHARACTERS = 2_000
NOBODY = "input() has nobody to ask here: put the value into a variable instead"


class _State:
    """Who answers the questions of this cell: a person for `patience` ms each, or `recorded`."""

    patience = 0
    recorded: list[str | None] | None = None
    asked = 0


_STATE = _State()


def prepare(patience: int, recorded: list[str | None] | None) -> None:
    """For the next cell. With `recorded` nobody is asked."""
    _STATE.patience, _STATE.recorded, _STATE.asked = patience, recorded, 0


def ask(prompt: object = "", /) -> str:
    """Stands in for input(): waits asleep. Raises EOFError when the answer is the end."""
    return _answer(str(prompt), False)


def ask_secretly(prompt: str = "Password: ", stream: Any = None) -> str:
    """Stands in for getpass.getpass()."""
    return _answer(str(prompt), True)


def _answer(prompt: str, password: bool) -> str:
    _STATE.asked += 1
    if _STATE.recorded is not None:
        value = _STATE.recorded[_STATE.asked - 1] if _STATE.asked <= len(_STATE.recorded) else None
    elif _STATE.patience <= 0:
        raise RuntimeError(NOBODY)
    elif threading.current_thread() is not threading.main_thread():
        raise RuntimeError("input() can only ask from the main thread")
    else:
        channel.publish("ask", {"prompt": prompt[:MOST_CHARACTERS], "password": password})
        value = _wait(_STATE.asked)
    if value is None:
        raise EOFError("There is no answer to this question")
    return value


def _wait(number: int) -> str | None:
    """Asleep, and open to an interrupt, until the answer to this question is there."""
    while True:
        with contextlib.suppress(InterruptedError):
            select.select([channel.RICH], [], [])
        message, descriptors = channel.receive()
        for descriptor in descriptors:
            os.close(descriptor)
        if message["do"] == "answer" and message["number"] == number:
            return message["value"]
