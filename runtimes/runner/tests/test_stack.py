"""The supervisor reads a child's line out of its memory, whatever the child does at that moment."""

import os
import signal
import time
from collections.abc import Callable

import pytest

from cellhive_runner import stack

WORK = """
import json, random, re
def deep(n):
    return [deep(n - 1), *(i for i in range(20))] if n else []
while True:
    deep(40)
    json.loads(json.dumps({str(i): [i] for i in range(50)}))
    eval(compile(f"[{random.random()}]", "made", "eval"))
    try:
        re.compile(f"a{random.random()}")
        raise ValueError
    except ValueError:
        pass
"""
LONG_CALL = "def f(g):\n    return next(g)\n\nimport time\ng = (time.sleep(60) for _ in [0])\nf(g)\n"


def child(code: str, file: str) -> tuple[int, Callable[[], None]]:
    """A fork of this process that runs the code; and what ends it."""
    pid = os.fork()
    if pid == 0:
        exec(compile(code, file, "exec"), {"__name__": "__main__"})
        os._exit(0)

    def end() -> None:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

    return pid, end


def settled(pid: int, file: str, wanted: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if stack.line(pid, file) == wanted:
            return True
        time.sleep(0.01)
    return False


def test_the_innermost_line_is_told_in_the_middle_of_a_call() -> None:
    pid, end = child(LONG_CALL, "Cell 3")
    try:
        assert settled(pid, "Cell 3", 5)  # the generator's, which f called at line 2 and line 6
        assert stack.line(pid, "Cell 4") is None
    finally:
        end()


def test_a_program_that_is_looked_at_goes_on() -> None:
    pid, end = child(WORK, "Cell 1")
    try:
        time.sleep(0.5)
        until, seen = time.monotonic() + 3, set()
        while time.monotonic() < until:
            seen.add(stack.line(pid, "Cell 1"))
        assert os.waitpid(pid, os.WNOHANG) == (0, 0)
        assert {4, 7, 8, 10} & seen
        assert all(line is None or 2 <= line <= 13 for line in seen)
    finally:
        end()


@pytest.mark.parametrize("become", ["/bin/sleep", None])
def test_another_program_and_no_program_have_no_line(become: str | None) -> None:
    pid, end = child(f"import os\nos.execv({become!r}, ['sleep', '60'])" if become else "", "Cell 1")
    time.sleep(0.3)
    try:
        assert stack.line(pid, "Cell 1") is None
    finally:
        end()
