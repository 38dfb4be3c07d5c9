"""IPython's shell as a cell sees it: rich output goes to `publish`, tracebacks show the user's frames only."""

import base64
import codeop
import os
import sys
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

import jedi
from IPython.core.autocall import ExitAutocall
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from cellhive_runner.errors import error_output

BAKED_JEDI = "/opt/cellhive/jedi"
Publish = Callable[[str, dict[str, Any]], None]


class _Compiler(CachingCompiler):
    cell = 1

    def __init__(self) -> None:
        super().__init__()
        self.flags &= ~codeop.PyCF_ALLOW_INCOMPLETE_INPUT  # a cell is whole: "'(' was never closed" says more than "incomplete input"

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return f"Cell {self.cell}"


def _data(data: dict) -> dict[str, Any]:
    """Images as nbformat wants them: as text, in base64."""
    return {kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value for kind, value in data.items()}


def _metadata(of_types: dict | None) -> dict[str, Any]:
    """A figure's words are those of the whole output."""
    png = (of_types or {}).get("image/png")
    if not isinstance(png, dict) or "alt" not in png:
        return of_types or {}
    return {**(of_types or {}), "image/png": {key: value for key, value in png.items() if key != "alt"}, "alt": png["alt"]}


class _Publisher(DisplayPublisher):
    send: Publish

    def publish(self, data: dict, metadata: dict | None = None, *, transient: dict | None = None, update: bool = False, **_: Any) -> None:
        content = {"data": _data(data), "metadata": _metadata(metadata), "transient": transient or {}}
        self.send("update_display_data" if update else "display_data", content)

    def clear_output(self, wait: bool = False) -> None:
        self.send("clear_output", {"wait": bool(wait)})


class _Hook(DisplayHook):
    send: Publish

    def write_output_prompt(self) -> None:
        """No prompt: the page has its own."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        content = {"execution_count": self.prompt_count, "data": _data(format_dict), "metadata": _metadata(md_dict)}
        self.send("execute_result", content)

    def finish_displayhook(self) -> None:
        """Nothing was written to stdout."""


class _Exit(ExitAutocall):
    def __call__(self, code: Any = None, **_: Any) -> None:
        raise SystemExit(code)


class _Commands:
    """How `!command` runs: in a terminal, or over pipes when the kernel has none left, as all containers of a host share its number."""

    def __get__(self, shell: InteractiveShell, _: type | None = None) -> Callable[[str], None]:
        try:
            os.close(os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY))
        except OSError:
            return shell.system_raw
        return shell.system_piped


class _Shell(InteractiveShell):
    system = _Commands()  # why no method: IPython looks up the names of a command in the caller's frame
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

    def _exiter_default(self) -> ExitAutocall:
        return _Exit(self)

    def _format_exception_for_storage(self, exception: BaseException, *_: Any, **__: Any) -> dict[str, Any]:
        """Of what nobody asks for later, without IPython's search through all modules for each frame: seconds when a recursion had no end."""
        return {key: value for key, value in error_output(exception).items() if key != "line"}

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window system."""


def _figure(figure: Any) -> tuple[str, dict[str, Any]] | None:
    from cellhive_runner import figures

    return figures.shown(figure)


def start(send: Publish, module: ModuleType | None = None) -> InteractiveShell:
    """The shell of this process, without history files and colours. Its `compile.cell` names the cell in tracebacks.

    `module` is what the user's names are in, when there is one already.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autocall = 0
    config.Completer.use_jedi = False  # it reads where live objects can be asked; `answers` turns to it where they cannot
    config.Completer.jedi_compute_type_timeout = 0
    if os.path.isdir(BAKED_JEDI):
        jedi.settings.cache_directory = BAKED_JEDI
    warnings.filterwarnings("ignore", "To exit: use", module="IPython.core.interactiveshell")
    shell = _Shell.instance(config=config, user_module=module)
    shell.display_formatter.formatters["image/png"].for_type_by_name("matplotlib.figure", "Figure", _figure)
    shell.send = shell.display_pub.send = shell.displayhook.send = send
    return shell


def count(shell: InteractiveShell, number: int) -> None:
    """The next cell is In[number]; numbers that were used up without it stay empty."""
    shell.execution_count = number
    history = shell.history_manager
    for cells in (history.input_hist_parsed, history.input_hist_raw):
        cells += [""] * (number - len(cells))
