"""IPython's shell as a cell sees it: rich output goes to `publish`, tracebacks show the user's frames only."""

import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import jedi
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
    shell = _Shell.instance(config=config, user_module=module)
    shell.send = shell.display_pub.send = shell.displayhook.send = send
    return shell


def count(shell: InteractiveShell, number: int) -> None:
    """The next cell is In[number]; numbers that were used up without it stay empty."""
    shell.execution_count = number
    history = shell.history_manager
    for cells in (history.input_hist_parsed, history.input_hist_raw):
        cells += [""] * (number - len(cells))
