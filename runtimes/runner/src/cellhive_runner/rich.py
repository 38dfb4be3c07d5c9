"""Checks what the child says on the rich pipe. The child is the user's program: everything here may be forged."""

import json
from typing import Any

from cellhive_runner import frames

MAX_LINE = 24 << 20
USUAL_MESSAGES, USUAL_PER_SECOND = 2_000, 100
MOST_ERRORS, ERROR_SHARE = 20, 4  # beyond the others, so that a program's end is told: as many, and so often the bytes of its text
FLOOD_FACTOR = 8
BASE64 = 1.5
SHAPES: dict[str, dict[str, type | tuple[type, ...]]] = {
    "stream": {"name": str, "text": str},
    "display_data": {"data": dict, "metadata": dict},
    "execute_result": {"execution_count": int, "data": dict, "metadata": dict},
    "update_display_data": {"data": dict, "metadata": dict},
    "clear_output": {"wait": bool},
    "error": {"ename": str, "evalue": str, "traceback": list},
}
# What the worker reads: 64 levels, with the event and the answer around an output; the usual bounds of its parser for the rest.
DEEPEST, LONGEST_NAME, LARGEST_NUMBER, LARGEST_COUNT = 48, 10_000, 10**999, 1 << 31
MOST_VARIABLES = 1_000
MOST_CHARACTERS = 200
VARIABLE: dict[str, tuple[type, ...]] = {
    "name": (str,), "type": (str,), "repr": (str,), "shape": (str, type(None)), "length": (int, type(None)),
    "sizeBytes": (int, type(None)), "change": (str, type(None)),
}  # fmt: skip
CHANGES = (None, "added", "changed")
WORDS = ("end", "ask")  # not outputs: the end of a cell, and a question
OPTIONAL = {"display_data": {"transient"}, "update_display_data": {"transient"}, "error": {"line"}}
_decoder = json.JSONDecoder(parse_constant=lambda _: None)  # JSON has no NaN; null is what JavaScript makes of it


def valid(kind: object, content: object) -> bool:
    """Whether this is an nbformat output of that kind: the right fields with the right types, and no others."""
    if not isinstance(kind, str) or kind not in SHAPES or not isinstance(content, dict):
        return False
    shape = SHAPES[kind]
    if not shape.keys() <= content.keys() <= shape.keys() | OPTIONAL.get(kind, set()):
        return False
    if not all(isinstance(content[name], kinds) for name, kinds in shape.items()):
        return False
    if not isinstance(content.get("transient", {}), dict):
        return False
    if not _count(content.get("execution_count", 0)) or not (content.get("line") is None or _count(content["line"])):
        return False
    if kind == "stream" and content["name"] not in ("stdout", "stderr"):
        return False
    return all(isinstance(part, str) for part in content.get("traceback", []))


def _count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < LARGEST_COUNT


def readable(content: dict[str, Any]) -> bool:
    """Whether the worker's parser takes it: not too deep, and no number or name too long."""
    level: list[Any] = [content]
    for _ in range(DEEPEST):
        inner = []
        for value in level:
            if isinstance(value, dict):
                if any(len(name) > LONGEST_NAME for name in value):
                    return False
                value = value.values()
            for one in value:
                if isinstance(one, (dict, list)):
                    inner.append(one)
                elif isinstance(one, int) and not -LARGEST_NUMBER < one < LARGEST_NUMBER:
                    return False
        level = inner
        if not level:
            return True
    return False


def encoded(content: dict[str, Any]) -> bytes:
    """An output as it goes to the worker. Raises ValueError when it is no JSON, as with a number beyond all floats."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")


def variables(said: object) -> list[dict[str, Any]]:
    """Those of these that are variables as the protocol has them."""
    return [told for told in said[:MOST_VARIABLES] if _variable(told)] if isinstance(said, list) else []


def _variable(told: object) -> bool:
    if not isinstance(told, dict) or told.keys() != VARIABLE.keys():
        return False
    return told["change"] in CHANGES and all(_fits(told[name], kinds) for name, kinds in VARIABLE.items())


def _fits(value: object, kinds: tuple[type, ...]) -> bool:
    if isinstance(value, bool) or not isinstance(value, kinds):
        return False
    return len(value) <= MOST_CHARACTERS if isinstance(value, str) else not isinstance(value, int) or 0 <= value < 1 << 62


class Reader:
    """Splits the rich pipe into messages; what is not one is dropped, what is too much is counted."""

    def __init__(self, limits: dict[str, int]) -> None:
        """Starts empty. So many messages, and as many bytes as the text and the figures of a job may have."""
        self._buffer = bytearray()
        self._most = limits.get("messages", USUAL_MESSAGES)
        self._room = limits["outputBytes"] + int(BASE64 * limits["figures"] * limits["figureBytes"])
        self._errors, self._error_room = MOST_ERRORS, limits["outputBytes"] * ERROR_SHARE
        self.messages = self.dropped = 0
        self.lines = 0
        self.overrun = False

    def feed(self, chunk: bytes) -> list[tuple[str, Any]]:
        """The valid messages that this chunk completes: a word with its content, an output with its bytes."""
        if self.overrun:
            return []
        self._buffer += chunk
        *lines, rest = self._buffer.split(b"\n") if b"\n" in chunk else [self._buffer]
        self._buffer = bytearray(rest)
        self.lines += len(lines)
        self.overrun = len(self._buffer) > MAX_LINE
        return [message for line in lines if (message := self._message(line))]

    def _message(self, line: bytearray) -> tuple[str, Any] | None:
        try:
            message = _decoder.decode(line.decode())
            kind, content = message["kind"], message["content"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        if kind in WORDS and isinstance(content, dict):
            return (kind, content) if readable(content) else None
        return self._output(kind, content) if valid(kind, content) else None

    def _output(self, kind: str, content: dict[str, Any]) -> tuple[str, bytes] | None:
        try:
            told = encoded(content) if readable(content) else None
        except ValueError:
            told = None
        if told is None or not self._fits(kind, len(told)):
            self.dropped += 1
            return None
        return kind, told

    def _fits(self, kind: str, size: int) -> bool:
        """By its length as it goes out: that may be several times what came in."""
        if size > frames.MAX_PAYLOAD:
            return False
        if kind == "error" and self._errors and size <= self._error_room:
            self._errors, self._error_room = self._errors - 1, self._error_room - size
            return True
        if self.messages >= self._most or size > self._room:
            return False
        self.messages, self._room = self.messages + 1, self._room - size
        return True

    @property
    def flooded(self) -> bool:
        """Whether the program sent far more than anyone will see."""
        return self.overrun or self.dropped > FLOOD_FACTOR * self._most
