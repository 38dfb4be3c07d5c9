"""IPython's shell, loaded when something needs it: that takes 0.1 s of processor time, which plain programs do without."""

from collections.abc import Callable
from types import ModuleType
from typing import Any


class LazyShell:
    """Stands for the shell of `shell.start`: reading or setting anything of it loads it."""

    __slots__ = ("_send", "_shell", "module")

    def __init__(self, send: Callable[[str, dict[str, Any]], None]) -> None:
        """`send` takes the rich output."""
        self._send = send
        self._shell: Any = None
        self.module: ModuleType | None = None  # what the user's names are in, when a program runs already

    @property
    def awake(self) -> bool:
        """Whether it is loaded."""
        return self._shell is not None

    def _loaded(self) -> Any:
        if self._shell is None:
            from cellhive_runner import shell

            self._shell = shell.start(self._send, self.module)
        return self._shell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loaded(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in LazyShell.__slots__:
            object.__setattr__(self, name, value)
        else:
            setattr(self._loaded(), name, value)
