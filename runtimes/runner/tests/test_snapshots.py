"""What a session goes back to: after a crash by itself, after a rewind because somebody asked."""

import os
import time

import pytest

from cellhive_runner import pressure
from cellhive_runner.loop import Loop
from cellhive_runner.session import Session

CRASHES = {
    "segfault": "import ctypes; ctypes.string_at(0)",
    "exit": "import os; os._exit(0)",
    "kill": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "abort": "import os; os.abort()",
    "stubborn": "import time\nwhile True:\n    try: time.sleep(9)\n    except KeyboardInterrupt: pass",
}


@pytest.mark.parametrize("crash", CRASHES)
def test_a_crash_leaves_the_state_before_it(session, crash):
    session.cell("xs = [1]")
    session.cell("xs.append(2)")
    result = session.cell("xs.append(3)\n" + CRASHES[crash], wallClockMs=1000)
    assert result.outcome == ("timeout" if crash == "stubborn" else "died")
    assert result.reply["state"] == "before"
    assert session.cell("xs.append(4); print(xs)").text() == "[1, 2, 4]\n"
    assert session.cell("import os; os._exit(0)").reply["state"] == "before"
    result = session.cell("print(xs)")
    assert result.text() == "[1, 2, 4]\n"
    assert result.reply["snapshots"] == ["job1", "job2", "job4", "job6"]


def test_a_crash_in_the_first_cell_leaves_a_fresh_interpreter(session):
    assert session.cell("a = 1\nimport os; os._exit(3)").reply["state"] == "before"
    assert session.cell("print('a' in globals())").text() == "False\n"


def test_how_it_ended_is_known_after_a_crash_too(session):
    session.cell("import os")
    session.cell("os._exit(1)")
    result = session.cell("os.kill(os.getpid(), 11)")
    assert (result.outcome, result.reply["signal"], result.reply["exitCode"]) == ("died", 11, None)


def test_rewinds_to_any_snapshot_and_to_the_beginning(session):
    for number in range(1, 5):
        session.cell(f"n = {number}")
    assert session.cell("n").reply["snapshots"] == ["job1", "job2", "job3", "job4", "job5"]
    assert session.ask("rewind", after="job2")[0] == {"type": "rewind_reply", "ok": True, "why": None}
    assert session.cell("print(n)", executionCount=3).text() == "2\n"
    refused = session.ask("rewind", after="job4")[0]
    assert not refused["ok"] and "no snapshot" in refused["why"]
    assert session.ask("rewind", after=None)[0]["ok"]
    assert session.cell("print('n' in globals())", executionCount=1).text() == "False\n"


def test_keeps_no_more_snapshots_than_asked_for(session):
    for _ in range(5):
        result = session.cell("1", snapshots=2)
    assert result.reply["snapshots"] == ["job3", "job4", "job5"]
    assert session.cell("1", snapshots=0).reply["snapshots"] == ["job4", "job5", "job6"]
    assert session.cell("import os; os._exit(0)", snapshots=0).reply["state"] == "lost"


def test_threads_are_said_and_then_there_is_no_snapshot(session):
    session.cell("a = 1")
    result = session.cell("import threading, time\nt = threading.Thread(target=time.sleep, args=(30,), daemon=True)\nt.start()")
    assert result.reply["threads"] == 1
    result = session.cell("import os; os._exit(0)")
    assert (result.reply["state"], result.reply["snapshots"]) == ("lost", ["job1"])
    result = session.cell("print(a)")
    assert (result.outcome, result.reply["state"], result.reply["started"]) == ("died", "lost", False)
    assert session.ask("rewind", after="job1")[0]["ok"]
    assert session.cell("print(a)").text() == "1\n"


def test_an_interpreter_that_died_between_cells_is_restored_without_a_word(session):
    session.cell("a = 1")
    session.cell("import os, subprocess\nsubprocess.Popen(['sh', '-c', f'sleep 0.2; kill -9 {os.getpid()}'])")
    time.sleep(0.6)
    assert session.cell("print(a)").text() == "1\n"


def test_a_program_that_kills_its_snapshots_loses_only_its_own_state(session):
    session.cell("a = 1")
    kill = "import os, signal\nfor p in os.listdir('/proc'):\n    if p.isdigit() and open(f'/proc/{p}/stat').read().split()[3] == open('/proc/self/stat').read().split()[3] and int(p) not in (os.getpid(), os.getppid()): os.kill(int(p), 9)"
    session.cell(kill)
    result = session.cell("os._exit(0)")
    assert result.reply["state"] in ("before", "lost")
    assert session.ask("rewind", after=None)[0]["ok"]
    assert session.cell("print(7)", executionCount=1).text() == "7\n"


def test_what_cells_left_running_dies_with_a_crash_and_with_a_rewind(session):
    pids = []
    session.cell("import subprocess, os")
    for end in ("crash", "rewind"):
        result = session.cell("p = subprocess.Popen(['setsid', 'sleep', '60']); print(p.pid)")
        pids.append(int(result.text()))
        if end == "crash":
            session.cell("os._exit(0)")
        else:
            assert session.ask("rewind", after="job1")[0]["ok"]
    assert session.cell("import subprocess, os\nprint(1)").text() == "1\n"
    # the first was started before the snapshot that the crash went back to, and dies all the same
    assert [pid for pid in pids if os.path.exists(f"/proc/{pid}")] == []


def test_random_numbers_go_on_as_in_one_program(session):
    session.cell("import random\nrandom.seed(5)\nfirst = random.random()")
    session.cell("import os; os._exit(0)")
    drawn = session.cell("print(random.random())").text()
    assert session.ask("rewind", after="job1")[0]["ok"]
    assert session.cell("print(random.random())").text() == drawn
    assert session.cell("random.seed(5); random.random(); print(random.random())").text() == drawn


def test_wait_meets_only_the_programs_own_children(session):
    session.cell("import os")
    code = "if os.fork() == 0: os._exit(0)\nos.wait()\ntry: os.wait()\nexcept ChildProcessError: print('none')"
    assert session.cell(code).text() == "none\n"
    session.cell("os._exit(1)")
    assert session.cell(code).text() == "none\n"


def test_a_rewind_while_a_cell_runs_is_refused_at_once(session):
    session.cell("a = 1")
    session.start("import time; time.sleep(1)")
    time.sleep(0.2)
    assert session.ask("rewind", after="job1")[0]["why"] == "A cell is running."
    assert session.finish().outcome == "ok"


def test_an_interpreter_that_does_not_listen_any_more_is_given_up(session):
    session.cell("a = 1")
    session.cell("import os, threading\nos.register_at_fork(before=lambda: threading.Event().wait() if a == 2 else None)\na = 2")
    result = session.cell("a = 3", wallClockMs=800)
    assert result.reply["state"] in ("before", "lost")
    assert session.ask("rewind", after="job1")[0]["ok"]
    assert session.cell("print(a)").text() == "1\n"


LIE = "import json, os\nreal, own = json.dumps, os.getpid()\njson.dumps = lambda it, **how: real({'pid': %s} if 'pid' in it else it, **how)"


@pytest.mark.parametrize(
    "lie", ["os.getpid = lambda: 2**40", LIE % "2**40", LIE % "-1", LIE % "1e999", LIE % "[]", LIE % "own"], ids=range(6)
)
def test_a_program_that_lies_about_its_process_id_loses_snapshots_at_most(session, lie):
    session.cell("a = 1")
    session.cell(f"import os\n{lie}")
    for _ in range(2):
        assert session.cell("print(a)", snapshots=1).text() == "1\n"


def test_a_snapshot_is_made_whatever_a_program_says_that_its_process_id_is(session):
    session.cell("import os\nos.getpid = os.getppid = lambda: 2**40")
    session.cell("a = 1")
    session.cell("os._exit(0)")
    assert session.cell("print(a)").text() == "1\n"


class Standing:
    """A snapshot that only counts."""

    pid, alive = 1 << 21, True
    closed = False
    kill = forget = lambda *_, **__: None


@pytest.mark.parametrize(("too_many", "short", "left"), [(0, False, 8), (3, False, 5), (3, True, 5), (0, True, 7), (50, False, 1)])
def test_as_many_snapshots_go_at_once_as_there_are_too_many_processes(monkeypatch, too_many, short, left):
    monkeypatch.setattr(pressure, "processes_too_many", lambda: too_many)
    monkeypatch.setattr(pressure, "memory_is_short", lambda: short)
    held = Session(Standing(), Standing, Loop())
    held._snapshots = [(f"job{number}", Standing()) for number in range(1, 9)]
    held.guard()
    held._interpreter = None
    assert held.jobs() == [f"job{number}" for number in range(9 - left, 9)]
