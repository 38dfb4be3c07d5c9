"""The forked child: waits warm and does what the supervisor tells it. Never returns."""

import builtins
import contextlib
import io
import os
import signal
import sys
from types import ModuleType
from typing import Any, NoReturn

from cellhive_runner import ahead, cell, channel, errors, fence, forks, kernel, questions, spare
from cellhive_runner.lazy import LazyShell

PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
STANDARD = 3  # the first descriptors, which a program may pass on
QUIET_SECONDS = 0.005  # after a fork, before work that nobody asked for
LEASED_SECONDS = 0.05  # likewise, where the next job of an owner may be on its way
UNHURRIED_SECONDS = 0.5  # before work for a question that may come; many sessions may just be rebuilt at once
NICE = 10  # so that among many processes of a program the supervisor still gets its turn
RUNNING = 1000  # the kernel's first choice when memory ends


class _Pipe(io.FileIO):
    def write(self, data: Any) -> int:
        """All of it: a signal may cut a write short, which text streams do not expect."""
        written = super().write(data) or 0
        if written != len(data):
            rest = memoryview(data)[written:]
            while rest:
                rest = rest[super().write(rest) or 0 :]
        return len(data)


def become(descriptors: tuple[int, ...], folder: str) -> None:
    """Takes stdin, stdout, stderr and the rich socket as 0 to 3, closes all else, moves into the workspace."""
    os.setsid()
    signal.set_wakeup_fd(-1)  # the supervisor's
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for wanted, given in enumerate(descriptors):
        os.dup2(given, wanted + 100)
    for wanted in range(len(descriptors)):
        os.dup2(wanted + 100, wanted, inheritable=wanted < STANDARD)
    os.closerange(len(descriptors), 65_536)
    die_with_the_supervisor()
    kernel.prctl(PR_SET_DUMPABLE, 1)  # or its own /proc would not be its own
    offer_to_the_kernel(RUNNING)
    os.nice(NICE)
    fence.put_up()
    os.chdir(folder)
    sys.path.append(folder)
    for number, name in ((1, "stdout"), (2, "stderr")):
        # why unbuffered: what was printed before a kill must have left this process, a line without its end too
        stream = io.TextIOWrapper(_Pipe(number, "w", closefd=False), "utf-8", "backslashreplace", write_through=True)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)


def stand_in_for_getpass() -> None:
    """In a module of that name, so that the real one, which nothing here can use, is not even loaded."""
    module = ModuleType("getpass", "Asks in the page.")
    module.getpass, module.getuser, module.GetPassWarning = questions.ask_secretly, lambda: "cellhive", UserWarning
    sys.modules["getpass"] = module


def die_with_the_supervisor() -> None:
    """For a supervisor that is not PID 1, whose end ends nothing by itself."""
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def offer_to_the_kernel(score: int) -> None:
    """Who is killed first when memory ends: the highest."""
    with contextlib.suppress(OSError):
        adjustment = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        try:
            os.write(adjustment, str(score).encode())
        finally:
            os.close(adjustment)


def wait(descriptors: tuple[int, ...], shell: LazyShell, folder: str, exercise: float | None) -> NoReturn:
    """Takes its place, then serves; warms up first when nobody has spoken to it for `exercise` seconds."""
    become(descriptors, folder)
    builtins.input = questions.ask
    stand_in_for_getpass()
    if "numpy.random" in sys.modules:  # Python's own generator reseeds itself after a fork, this one does not
        sys.modules["numpy.random"].seed()
    channel.listen_to_interrupts()
    try:
        if exercise is not None and shell.awake and not channel.heard(exercise):
            ahead.exercised(shell)  # once more: what a cell touches becomes this process's own memory before the cell is there
        while True:
            _serve(shell, *channel.receive())
    except BaseException:  # why: whatever comes out of here must not go on into the supervisor's own code.
        errors.print_own()
    os._exit(1)


def _serve(shell: LazyShell, message: dict[str, Any], descriptors: list[int]) -> None:
    if message["do"] == "ask":
        ahead.ready_to_answer(shell, lambda: False)  # here, not again in each copy that answers
        with contextlib.suppress(OSError):  # no room for a process: who asked hears nothing, and is told so
            spare.ask(shell, message, descriptors[0])
        return
    spare.drop()
    if message["do"] == "copy":
        with contextlib.suppress(OSError):  # no room for a process: the supervisor hears nothing from it and goes on without
            if not forks.copy(descriptors[0], message["standing"], message["score"]) and not channel.heard(QUIET_SECONDS):
                with contextlib.suppress(Exception):  # what a program has taken apart, the next cell is to meet, not this
                    ahead.touched(shell)
                if not channel.heard(UNHURRIED_SECONDS):
                    ahead.ready_to_answer(shell, lambda: channel.heard(0))
    elif message["do"] == "run":
        forks.settle()
        status = cell.run(shell, message)
        if not message["session"]:
            os._exit(status)
