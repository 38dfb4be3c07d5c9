"""Checks what the child says on the rich pipe. The child is the user's program: everything here may be forged."""

import json
from typing import Any

MAX_LINE = 24 << 20
USUAL_MESSAGES, USUAL_PER_SECOND = 2_000, 100
MOST_ERRORS = 20  # beyond the others, so that a program's end is told
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
MOST_VARIABLES = 1_000
MOST_CHARACTERS = 200
VARIABLE: dict[str, tuple[type, ...]] = {
    "name": (str,), "type": (str,), "repr": (str,), "shape": (str, type(None)), "length": (int, type(None)),
    "sizeBytes": (int, type(None)), "change": (str, type(None)),
}  # fmt: skip
WORDS = ("end", "ask")  # not outputs: the end of a cell, and a question
OPTIONAL = {"display_data": {"transient"}, "update_display_data": {"transient"}, "error": {"line"}}


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
    line = content.get("line")
    fits = line is None or (isinstance(line, int) and not isinstance(line, bool) and 0 <= line < 1 << 31)
    if kind == "stream" and content["name"] not in ("stdout", "stderr"):
        return False
    return fits and all(isinstance(part, str) for part in content.get("traceback", []))


def variables(said: object) -> list[dict[str, Any]]:
    """Those of these that are variables as the protocol has them."""
    return [told for told in said[:MOST_VARIABLES] if _variable(told)] if isinstance(said, list) else []


def _variable(told: object) -> bool:
    if not isinstance(told, dict) or told.keys() != VARIABLE.keys():
        return False
    return all(_fits(told[name], kinds) for name, kinds in VARIABLE.items())


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
        self.messages = self._errors = self.dropped = 0
        self.lines = 0
        self.overrun = False

    def feed(self, chunk: bytes) -> list[tuple[str, dict[str, Any]]]:
        """The valid messages that this chunk completes."""
        if self.overrun:
            return []
        self._buffer += chunk
        *lines, rest = self._buffer.split(b"\n") if b"\n" in chunk else [self._buffer]
        self._buffer = bytearray(rest)
        self.lines += len(lines)
        self.overrun = len(self._buffer) > MAX_LINE
        return [message for line in lines if (message := self._message(bytes(line)))]

    def _message(self, line: bytes) -> tuple[str, dict[str, Any]] | None:
        try:
            message = json.loads(line)
            kind, content = message["kind"], message["content"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        if kind in WORDS and isinstance(content, dict):
            return kind, content
        if not valid(kind, content):
            return None
        return (kind, content) if self._fits(kind, len(line)) else None

    def _fits(self, kind: str, size: int) -> bool:
        if kind == "error" and self._errors < MOST_ERRORS:
            self._errors += 1
            return True
        if self.messages >= self._most or size > self._room:
            self.dropped += 1
            return False
        self.messages += 1
        self._room -= size
        return True

    @property
    def flooded(self) -> bool:
        """Whether the program sent far more than anyone will see."""
        return self.overrun or self.dropped > FLOOD_FACTOR * self._most
