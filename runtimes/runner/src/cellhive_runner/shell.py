"""IPython's shell as a cell sees it: rich output goes to `publish`, tracebacks show the user's frames only."""

import os
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

import jedi
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

BAKED_JEDI = "/opt/cellhive/jedi"
Publish = Callable[[str, dict[str, Any]], None]


class _Compiler(CachingCompiler):
    cell = 1

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return f"Cell {self.cell}"


class _Publisher(DisplayPublisher):
    send: Publish

    def publish(self, data: dict, metadata: dict | None = None, *, transient: dict | None = None, update: bool = False, **_: Any) -> None:
        content = {"data": data, "metadata": metadata or {}, "transient": transient or {}}
        self.send("update_display_data" if update else "display_data", content)

    def clear_output(self, wait: bool = False) -> None:
        self.send("clear_output", {"wait": bool(wait)})


class _Hook(DisplayHook):
    send: Publish

    def write_output_prompt(self) -> None:
        """No prompt: the page has its own."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        content = {"execution_count": self.prompt_count, "data": format_dict, "metadata": md_dict or {}}
        self.send("execute_result", content)

    def finish_displayhook(self) -> None:
        """Nothing was written to stdout."""


class _Shell(InteractiveShell):
    compiler_class = _Compiler
    displayhook_class = _Hook
    display_pub_class = _Publisher
    send: Publish

    def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
        kind, value, _trace = exc_tuple or sys.exc_info()
        if isinstance(value, SystemExit) and not value.code:
            return
        self.send("error", error_output(value))

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        self.send("error", error_output(sys.exc_info()[1]))

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window system."""


def start(send: Publish) -> InteractiveShell:
    """The shell of this process, without history files and colours. Its `compile.cell` names the cell in tracebacks."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autocall = 0
    config.Completer.use_jedi = False  # it reads where live objects can be asked; `answers` turns to it where they cannot
    config.Completer.jedi_compute_type_timeout = 0
    if os.path.isdir(BAKED_JEDI):
        jedi.settings.cache_directory = BAKED_JEDI
    shell = _Shell.instance(config=config)
    shell.send = shell.display_pub.send = shell.displayhook.send = send
    return shell


def count(shell: InteractiveShell, number: int) -> None:
    """The next cell is In[number]; numbers that were used up without it stay empty."""
    shell.execution_count = number
    history = shell.history_manager
    for cells in (history.input_hist_parsed, history.input_hist_raw):
        cells += [""] * (number - len(cells))


def _own_frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
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


def _place(frame: traceback.FrameSummary) -> list[str]:
    name = frame.filename if frame.filename.startswith("Cell ") else os.path.basename(frame.filename)
    inside = "" if frame.name.startswith("<module>") or frame.name == "<cell line: 1>" else f", in {frame.name}"
    lines = [f"{name}, line {frame.lineno}{inside}"]
    return lines + [f"    {frame.line}"] if frame.line else lines


def _told(error: BaseException, seen: set[int]) -> list[str]:
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
    for frame in _own_frames(error.__traceback__)[-50:]:
        lines += _place(frame)
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
    return {"ename": name, "evalue": evalue, "traceback": _told(error, set()), "line": last_line(error)}
