"""A session: an interpreter that stays, and what it says about itself."""

import time

import pytest
from conftest import Runner, Session


def test_cells_share_one_interpreter_and_count_as_in_jupyter(session):
    assert session.cell("x = 41").reply["state"] == "kept"
    result = session.cell("x += 1\nx")
    (shown,) = result.of("execute_result")
    assert (shown["data"]["text/plain"], shown["execution_count"]) == ("42", 2)
    assert session.cell("print(_, Out[2], In[1], len(In))").text() == "42 42 x = 41 4\n"


def test_a_process_that_a_cell_forked_ends_with_the_cell(session):
    code = "import os, sys\npid = os.fork()\nif pid == 0:\n    print('child')\n    sys.exit(7)\nprint(os.waitpid(pid, 0)[1] >> 8)"
    assert session.cell(code).text() == "child\n7\n"
    assert session.cell("print(pid > 0)").text() == "True\n"


@pytest.mark.parametrize(
    "code", ["import json; json.dumps = json.loads = None", "import sys; sys.stdout = sys.stderr = None", "import sys; del sys.stdout"]
)
def test_cells_run_after_one_that_took_away_what_they_need(session, code):
    assert session.cell(f"x = 41\n{code}").reply["state"] == "kept"
    assert [shown["data"]["text/plain"] for shown in session.cell("x + 1").of("execute_result")] == ["42"]


def test_numbers_that_were_used_up_elsewhere_stay_empty(session):
    session.cell("a = 1")
    assert session.cell("print(repr(In[3]), In[4][:5])", executionCount=4).text() == "'' print\n"


def test_an_interrupt_keeps_the_state(session):
    session.cell("n = 5")
    session.start("while True:\n    n += 1")
    time.sleep(0.7)
    session.runner.send({"type": "interrupt"})
    result = session.finish()
    assert (result.outcome, result.reply["state"], result.reply["exitCode"]) == ("interrupted", "kept", None)
    assert session.cell("print(n > 5)").text() == "True\n"


def test_a_cell_that_runs_too_long_is_stopped_and_the_state_stays(session):
    session.cell("n = 5")
    assert session.cell("while True: pass", wallClockMs=500).outcome == "timeout"
    assert session.cell("print(n)").text() == "5\n"


def test_errors_keep_what_was_done_before_them(session):
    result = session.cell("a = 1\n1/0\nb = 2")
    assert (result.outcome, result.reply["state"]) == ("error", "kept")
    assert session.cell("print(a, 'b' in globals())").text() == "1 False\n"


def test_sys_exit_does_not_end_the_session(session):
    session.cell("a = 1")
    assert session.cell("import sys; sys.exit(3)").reply["state"] == "kept"
    assert session.cell("print(a)").text() == "1\n"


def test_a_silent_cell_says_nothing_but_its_end_and_counts(session):
    result = session.cell("print(1)\nopen('f', 'w').write('x')\n6*7", silent=True)
    assert (result.outputs, result.artifacts, result.outcome) == ([], {}, "ok")
    assert session.cell("print(_)").text() == "42\n"


def test_a_server_that_a_cell_started_lives_on_and_never_keeps_a_cell_from_ending(session):
    started = time.monotonic()
    session.cell("import subprocess\np = subprocess.Popen(['sleep', '60'])")
    assert time.monotonic() - started < 6
    assert session.cell("print(p.poll())").text() == "None\n"
    assert session.cell("p.terminate(); print(p.wait())").text() == "-15\n"


def test_what_a_thread_prints_between_cells_comes_with_the_next(session):
    result = session.cell("import threading, time\nt = threading.Timer(0.3, print, ['late'])\nt.start()")
    assert result.reply["threads"] == 1
    time.sleep(0.6)
    assert session.cell("print('now')").text() == "late\nnow\n"


def test_only_new_and_changed_files_come_back_also_from_folders(session):
    assert session.cell("import os\nos.mkdir('d'); open('d/a', 'w').write('1'); open('b', 'w').write('2')").artifacts == {
        "b": b"2",
        "d/a": b"1",
    }
    assert session.cell("open('d/c', 'w').write('3')").artifacts == {"d/c": b"3"}


def test_the_process_stays_the_same(session):
    session.cell("import os\npid = os.getpid()")
    assert session.cell("print(pid == os.getpid(), end='')").text() == "True"


def test_processes_that_fail_after_their_cell_hear_nothing_of_the_next(session):
    session.cell("import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n        time.sleep(0.2)\n        raise ValueError")
    time.sleep(0.6)
    for number in range(4):
        assert session.cell(f"print({number})", wallClockMs=3000).text() == f"{number}\n"


def test_a_snapshot_that_the_kernel_refuses_holds_nobody_up(session):
    session.cell("import cellhive_runner.forks as forks\ndef refuse(): raise BlockingIOError\nforks._fork = refuse")
    started = time.monotonic()
    assert session.cell("print(1)").text() == "1\n"
    assert time.monotonic() - started < 5


def test_forged_ends_harm_only_the_program_itself(session):
    session.cell("a = 1")
    session.cell('import os, time\nos.write(3, b\'{"kind": "end", "content": {"status": []}}\\n\')\ntime.sleep(0.3)\na = 2')
    time.sleep(0.5)
    assert session.cell("print(a)").text() == "2\n"


def test_a_server_that_prints_much_between_cells_never_has_to_wait(session):
    session.cell(
        "import subprocess, sys\np = subprocess.Popen([sys.executable, '-c', \"import time; time.sleep(0.5); print('x' * 1000000)\"])"
    )
    time.sleep(1.5)
    result = session.cell("print(p.wait(timeout=5))")
    assert result.text().endswith("0\n") and result.text().startswith("x" * 1000)


def test_a_program_that_writes_where_it_should_not_still_comes_to_its_end(session):
    result = session.cell("import os\nos.write(3, b'x' * 100)\na = 1", wallClockMs=5000)
    assert (result.outcome, result.reply["state"]) == ("ok", "kept")
    assert session.cell("print(a)").text() == "1\n"


def test_a_flood_that_ends_by_itself_leaves_a_state_that_is_told_rightly(session):
    session.cell("a = 1")
    for _ in range(5):
        result = session.cell("a += 1\nprint('x' * 150_000)", outputBytes=17_000)
        assert (result.outcome, result.reply["state"]) in (("output_limit", "before"), ("ok", "kept"))
        kept = result.reply["state"] == "kept"
        assert session.cell("print(a)").text() == ("2\n" if kept else "1\n")
        session.cell("a = 1")


LARGE = 200 << 20


@pytest.fixture
def lonely(tmp_path):
    """A session that sees none of the kernel's counters, as the host's own would be those of the whole machine."""
    no_counters = (
        f"import sys; from cellhive_runner import __main__, counters; counters.ROOT = {str(tmp_path / 'none')!r}; sys.exit(__main__.main())"
    )
    started = Runner(tmp_path, "-c", no_counters)
    yield Session(started)
    started.process.kill()
    started.process.wait(10)


def test_a_cells_memory_is_its_own_and_what_the_session_still_holds(lonely):
    most = [lonely.cell(code).reply["usage"]["peakMemoryBytes"] for code in (
        f"n = len(b'x' * {LARGE})", "print(1)", f"kept = b'x' * {LARGE}", "print(1)", "del kept", "print(1)",
    )]  # fmt: skip
    assert [bytes_ > LARGE for bytes_ in most] == [True, False, True, True, True, False]
    assert min(most) > 1 << 20
