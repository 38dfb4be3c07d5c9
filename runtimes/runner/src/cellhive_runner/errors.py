"""What an exception looks like to the user: nbformat's error, with the user's frames only.

`traceback` is loaded when there is something to trace: most programs end well.
"""

import os
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import traceback

FIRST_FRAMES, LAST_FRAMES = 5, 10
MOST_CHARACTERS, MOST_LINES = 10_000, 200  # of one line, which may be a whole message, and of all of them


def _own_frames(trace: TracebackType | None) -> list["traceback.FrameSummary"]:
    import traceback

    here = os.getcwd()
    frames = traceback.extract_tb(trace)
    return [f for f in frames if f.filename.startswith("Cell ") or os.path.dirname(f.filename) == here]


def last_line(error: BaseException | None) -> int | None:
    """The user's line where it failed; None when there was no error or the line is not known."""
    if isinstance(error, SyntaxError) and (error.filename or "").startswith("Cell "):
        return error.lineno
    frames = _own_frames(error.__traceback__) if error else []
    in_cell = [f for f in frames if f.filename.startswith("Cell ")]
    return in_cell[-1].lineno if in_cell else None


def _place(frame: "traceback.FrameSummary") -> list[str]:
    name = frame.filename if frame.filename.startswith("Cell ") else os.path.basename(frame.filename)
    inside = "" if frame.name.startswith("<module>") or frame.name == "<cell line: 1>" else f", in {frame.name}"
    lines = [f"{name}, line {frame.lineno}{inside}"]
    return lines + [f"    {frame.line}"] if frame.line else lines


def _places(frames: list["traceback.FrameSummary"]) -> list[str]:
    """Of a long way, as a recursion without an end makes it, the beginning and the end."""
    if len(frames) <= FIRST_FRAMES + LAST_FRAMES:
        return [line for frame in frames for line in _place(frame)]
    left_out = len(frames) - FIRST_FRAMES - LAST_FRAMES
    return [*_places(frames[:FIRST_FRAMES]), f"… {left_out} more calls …", *_places(frames[-LAST_FRAMES:])]


def _told(error: BaseException, seen: set[int]) -> list[str]:
    import traceback

    seen.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines: list[str] = []
    if cause is not None and id(cause) not in seen and len(seen) < 8:
        lines = [*_told(cause, seen), "", "Then this happened:"]
    if isinstance(error, SyntaxError) and error.filename and error.filename.startswith("Cell "):
        lines.append(f"{error.filename}, line {error.lineno}")
        if error.text:
            lines += ["    " + error.text.rstrip("\n"), "    " + " " * max(0, (error.offset or 1) - 1) + "^"]
        return [*lines, f"{type(error).__name__}: {error.msg}"]
    lines += _places(_own_frames(error.__traceback__))
    return lines + [line.rstrip("\n") for line in traceback.format_exception_only(error)]


def error_output(error: BaseException | None) -> dict[str, Any]:
    """The nbformat error for an exception, with the user's frames only."""
    if error is None:
        return {"ename": "Error", "evalue": "", "traceback": [], "line": None}
    try:
        evalue = str(error.msg if isinstance(error, SyntaxError) else error)
    except Exception:
        evalue = "<no text>"
    name = type(error).__name__
    return {"ename": name, "evalue": _cut(evalue), "traceback": _shortened(_told(error, set())), "line": last_line(error)}


def _cut(text: str) -> str:
    more = len(text) - MOST_CHARACTERS
    return f"{text[:MOST_CHARACTERS]}… {more} more characters …" if more > 0 else text


def _shortened(lines: list[str]) -> list[str]:
    """The beginning and the end, where what happened is said."""
    if len(lines) > MOST_LINES:
        half = MOST_LINES // 2
        lines = [*lines[:half], f"… {len(lines) - MOST_LINES} more lines …", *lines[-half:]]
    return [_cut(line) for line in lines]


def print_own() -> None:
    """The traceback of what went wrong in the runner itself, to stderr."""
    import traceback

    traceback.print_exc()
