"""Every outcome and every kind of output of a run, without Docker."""

import json
import os
import resource
import time

import pytest
from conftest import Runner, Session

from cellhive_runner import rich


def test_says_ready_with_its_versions(runner):
    assert runner.ready["type"] == "ready"
    assert runner.ready["protocol"] == 1


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("print(1)", "ok"), ("", "ok"), ("import sys; sys.exit()", "ok"), ("import sys; sys.exit(3)", "error"), ("1/0", "error"),
        ("import os; os._exit(0)", "died"), ("import os; os.kill(os.getpid(), 11)", "died"),
        ("import ctypes; ctypes.string_at(0)", "died"), ("raise OSError(28, 'full')", "workspace_limit"),
    ],
)  # fmt: skip
def test_tells_how_a_program_ended(runner, code, outcome):
    assert runner.run(code).outcome == outcome


@pytest.mark.parametrize(
    ("code", "outcome"), [("exit()", "ok"), ("quit", "ok"), ("exit(3)", "error"), ("import sys\nsys.exit()", "ok"), ("%who\nexit(0)", "ok")]
)
def test_leaving_is_an_end_like_any_other(runner, code, outcome):
    result = runner.run("print('before')\n" + code)
    assert (result.outcome, result.text("stderr")) == (outcome, "")


@pytest.mark.parametrize(("code", "told"), [("print(sum([1, 2])", "'(' was never closed"), ("if True:", "expected an indented block")])
def test_says_what_is_missing_from_a_cell(runner, code, told):
    assert told in runner.run(code).outputs[0][1]["evalue"]


@pytest.mark.parametrize("first", ["%who", "x = 1"])
def test_an_endless_recursion_is_told_shortly_and_soon(runner, first):
    result = runner.run(f"{first}\ndef f(n):\n    return f(n + 1)\nf(0)")
    trace = result.outputs[-1][1]["traceback"]
    assert trace[:2] == ["Cell 7, line 4", "    f(0)"] and trace[-1].startswith("RecursionError")
    assert any("more calls" in line for line in trace) and len(trace) < 40
    assert result.reply["usage"]["cpuMs"] < 600


@pytest.mark.parametrize("last", ["figure", "display(figure)"])
def test_a_figure_as_a_value_is_shown_once(runner, last):
    result = runner.run(f"import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.set_title('Rain')\n{last}")
    [(_, shown)] = [output for output in result.outputs if "image/png" in output[1].get("data", {})]
    assert shown["metadata"]["alt"] == "Rain" and set(shown["metadata"]["image/png"]) == {"width", "height"}


def test_a_label_beyond_the_edge_is_not_cut_off(runner):
    code = "import matplotlib.pyplot as plt\nfor size in 10, 99:\n    plt.figure()\n    plt.xlabel('below', fontsize=size)"
    usual, roomy = [output["metadata"]["image/png"] for _, output in runner.run(code).outputs]
    assert usual == {"width": 640, "height": 480} and roomy["height"] > 500


def test_images_come_as_text(runner):
    code = "class Dot:\n    def _repr_png_(self): return b'\\x89PNG'\nimport sys\ndisplay(Dot())\nDot()"
    assert [output["data"]["image/png"] for _, output in runner.run(code).outputs] == ["iVBORw=="] * 2


def test_shows_text_while_the_program_still_sleeps(runner):
    runner.start("import time\nprint('early')\ntime.sleep(1.5)\nprint('late')")
    started = time.monotonic()
    header, payload = runner.next()
    assert b"early" in payload and time.monotonic() - started < 1.2
    assert runner.finish().text() == "late\n"


def test_interrupts_and_then_kills(runner):
    runner.start(
        "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except KeyboardInterrupt:\n        print('no', flush=True)"
    )
    time.sleep(1.5)
    runner.send({"type": "interrupt"})
    result = runner.finish()
    assert (result.outcome, result.reply["signal"], result.text()) == ("interrupted", 9, "no\n")


def test_stops_a_loop_at_its_wall_clock_and_keeps_what_was_printed(runner):
    result = runner.run("print('begun')\nwhile True: pass", wallClockMs=1500)
    assert result.outcome == "timeout"
    assert result.text() == "begun\n"
    assert 1400 < result.reply["usage"]["wallMs"] < 3500


def test_keeps_head_and_tail_of_long_output(runner):
    result = runner.run("for i in range(40000): print(i)")
    assert result.outcome == "ok"
    assert result.text().startswith("0\n1\n") and result.text().endswith("39999\n")
    assert "bytes left out" in result.text("stderr")
    assert len(result.text()) <= 100_000


def test_kills_a_flood(runner):
    result = runner.run("while True: print('x' * 1000)")
    assert (result.outcome, result.reply["signal"]) == ("output_limit", 9)


def test_traceback_shows_the_users_frames_only(runner):
    (error,) = runner.run("import json\ndef f():\n    return json.loads('{')\nf()").of("error")
    assert error["ename"] == "JSONDecodeError"
    assert error["line"] == 3
    assert [line for line in error["traceback"] if line.startswith("Cell 7")] == ["Cell 7, line 4", "Cell 7, line 3, in f"]
    assert not any("decoder.py" in line or "IPython" in line for line in error["traceback"])


def test_syntax_error_names_cell_and_line(runner):
    (error,) = runner.run("x = 1\nif x\n    print(x)").of("error")
    assert (error["ename"], error["line"]) == ("SyntaxError", 2)
    assert "Cell 7, line 2" in error["traceback"]


def test_last_expression_display_and_clear(runner):
    code = "from IPython.display import display, clear_output\nh = display({'a': 1}, display_id='d')\nclear_output(wait=True)\nh.update(2)\n6*7"
    result = runner.run(code)
    assert [kind for kind, _ in result.outputs] == ["display_data", "clear_output", "update_display_data", "execute_result"]
    assert result.of("execute_result")[0]["data"]["text/plain"] == "42"
    assert result.of("update_display_data")[0]["transient"] == {"display_id": "d"}


def test_text_printed_before_a_display_comes_before_it(runner):
    result = runner.run("from IPython.display import display\nprint('a')\ndisplay(1)\nprint('b')")
    assert [o.get("text", "shown") for _, o in result.outputs] == ["a\n", "shown", "b\n"]


def test_figures_come_on_show_and_at_the_end_with_alt_text(runner):
    code = "import matplotlib.pyplot as plt\nplt.plot([1,2]); plt.title('Rise'); plt.show()\nprint('mid')\nplt.figure(); plt.bar([1],[2]);"
    result = runner.run(code)
    assert [kind for kind, _ in result.outputs] == ["display_data", "stream", "display_data"]
    first = result.of("display_data")[0]
    assert first["data"]["image/png"].startswith("iVBOR") and first["metadata"]["alt"] == "Rise"


def test_open_figures_are_shown_after_an_exception_and_are_counted(runner):
    result = runner.run("import matplotlib.pyplot as plt\nfor _ in range(5): plt.figure()\n1/0")
    assert len(result.of("display_data")) == 3 and result.outcome == "error"
    assert "2 more figures" in result.text("stderr")


def test_odd_bytes_reach_the_reader_as_text(runner):
    code = "import os\nos.write(1, b'\\xff\\xc3'); os.write(1, b'\\xa9\\x00')\nprint('\\ud800')"
    assert runner.run(code).text() == "\ufffdé\x00\\ud800\n"


def test_a_program_goes_on_when_a_process_that_it_forked_has_ended(runner):
    result = runner.run(
        "import os, time\nif os.fork():\n    os.wait()\n    time.sleep(0.2)\n    print('parent')\nelse:\n    print('child')"
    )
    assert (result.outcome, result.text()) == ("ok", "child\nparent\n")


def test_a_child_process_that_left_its_session_does_not_keep_the_run_open(runner):
    started = time.monotonic()
    result = runner.run("import subprocess\nsubprocess.Popen(['sleep', '8'])\nprint('done')")
    assert result.text() == "done\n" and time.monotonic() - started < 6


def test_a_broken_frame_ends_the_runner_with_its_own_code(runner):
    runner.process.stdin.write(b"\xff" * 16)
    runner.process.stdin.flush()
    assert runner.process.wait(10) == 70


def test_imports_ahead_what_is_there_and_runs_on_it(tmp_path, monkeypatch):
    monkeypatch.setenv("CELLHIVE_PRELOAD", "wave,not.there")
    runner = Runner(tmp_path)
    assert runner.ready["preloaded"] == ["wave"]
    assert runner.run("import sys\nprint('wave' in sys.modules)").text() == "True\n"
    runner.process.kill()


LEAVE_ALL = """
import os, subprocess, tempfile
open('mine', 'w').write('x')
os.makedirs('a/b')
open('a/b/c', 'w').write('x')
os.chmod('a/b', 0)
os.symlink('/etc', 'link')
os.mkfifo('pipe')
tempfile.mkstemp()
os.chmod('.', 0)
subprocess.Popen(['sleep', '60'])
import builtins, json
builtins.print = None
os.environ['MINE'] = '1'
"""


def test_runs_another_job_of_the_same_owner_and_nothing_of_the_first_is_left(runner):
    runner.run(LEAVE_ALL, again=True)
    assert runner.next()[0]["type"] == "ready"
    seen = runner.run("import os\nprint(sorted(os.listdir('.')), 'MINE' in os.environ)\n1/0", again=True)
    assert seen.text() == "[] False\n"
    assert seen.outcome == "error"
    assert runner.next()[0]["type"] == "ready"


def test_one_after_another_they_draw_other_random_numbers(runner):
    drawn = set()
    for _ in range(3):
        drawn.add(runner.run("import random\nprint(random.random())", again=True).text())
        runner.next()
    assert len(drawn) == 3


@pytest.mark.parametrize(
    "code",
    [
        "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (100, 1024))", "os.setpriority(os.PRIO_PROCESS, os.getppid(), 5)",
        "os.setpriority(os.PRIO_USER, 0, 5)", "os.sched_setaffinity(os.getppid(), {0})",
        "os.sched_setscheduler(os.getppid(), os.SCHED_BATCH, os.sched_param(0))",
    ],
)  # fmt: skip
def test_a_program_cannot_change_the_supervisor(runner, code):
    assert runner.run(f"import os, resource\n{code}").of("error")[0]["ename"] == "PermissionError"


def test_a_program_gets_none_of_the_hosts_contexts_for_asynchronous_reads(runner):
    number = {"x86_64": 206, "aarch64": 0}[os.uname().machine]
    context = "libc, context = ctypes.CDLL(None, use_errno=True), ctypes.c_ulong()"
    call = f"print(libc.syscall({number}, 1, ctypes.byref(context)), errno.errorcode[ctypes.get_errno()])"
    assert runner.run(f"import ctypes, errno\n{context}\n{call}").text() == "-1 EPERM\n"


def test_a_program_may_lower_its_own_limits(runner):
    code = "import os, resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\nos.nice(1)\nprint(1)"
    assert runner.run(code).text() == "1\n"


def test_gives_up_when_in_doubt(runner):
    runner.start("import time\ntime.sleep(1)", again=True)
    resource.prlimit(runner.process.pid, resource.RLIMIT_NOFILE, (100, 1024))
    runner.finish()
    assert runner.process.wait(20) == 71


def test_names_some_of_the_files_that_were_not_kept_and_counts_the_others(runner):
    result = runner.run("for i in range(100): open(f'{i}', 'w').close()")
    assert len(result.artifacts) == 5 and len(result.skipped) == 20
    assert "75 more files were not kept" in result.text("stderr")


def test_an_interrupt_signal_does_not_end_the_supervisor(runner):
    assert runner.run("import os, signal\nos.kill(os.getppid(), signal.SIGINT)\nprint(1)").text() == "1\n"


PLAIN = [
    "print(1)",
    "x = [n * n for n in range(3)]\nprint(x)",
    "import json, math\nprint(json.dumps({'a': math.pi}))",
    "def f():\n    return 1 / 0\nf()",
    "import sys\nsys.exit(3)",
    "import sys\nsys.exit()",
    "raise ValueError('no')",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise KeyError('k') from e",
    "print(__name__)\nclass A: pass\nprint(A.__module__)",
    "import inspect\ndef f():\n    return 5\nprint(inspect.getsource(f))",
    "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)",
    "exec('display(41 + 1)')",
    "print(get_ipython() is not None)",
    "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    print(traceback.format_exc().splitlines()[1:3])",
    "6 * 7",
    "6 * 7;",
    "[1, {'a': 2}]",
    "def f():\n    print(1)\nf()",
    "def f():\n    return 1 / 0\nx = 1\nf()",
    "'text'",
    "!echo shell",
    "if x\n    print(1)",
    "x: int = 1\nprint(__annotations__)",
    "from multiprocessing import Pool\ndef f(n): return n * 2\nwith Pool(2) as pool: print(pool.map(f, [1, 2]))",
]


@pytest.mark.parametrize("code", PLAIN)
def test_a_plain_program_runs_without_ipython_just_as_with_it(tmp_path, code):
    (tmp_path / "lean").mkdir()
    lean = Runner(tmp_path / "lean")
    (tmp_path / "full").mkdir()
    full = Runner(tmp_path / "full")
    ours, theirs = lean.run(code), Session(full).cell(code, cell=7)
    assert ours.outputs == theirs.outputs
    assert (ours.outcome, ours.reply["line"]) == (theirs.outcome, theirs.reply["line"])
    for runner in (lean, full):
        runner.process.kill()
        runner.process.wait(10)


@pytest.mark.parametrize(("before", "loaded"), [("print(1)", False), ("display(1)", True)])
def test_loads_ipython_for_an_owner_who_used_it_while_nobody_waits(runner, before, loaded):
    look = "import sys\nprint('IPython' in sys.modules)"
    assert runner.run(look, again=True).text() == "False\n"
    assert runner.next()[0]["type"] == "ready"
    runner.run(before, again=True)
    assert runner.next()[0]["type"] == "ready"
    time.sleep(3)
    assert runner.run(look).text() == f"{loaded}\n"


def test_slows_down_a_program_that_shows_too_often_and_counts_what_is_too_much(runner):
    started = time.monotonic()
    code = "from IPython.display import display\nfor i in range(300): display(i)\n1/0"
    result = runner.run(code, messages=250, messagesPerSecond=100)
    assert len(result.of("display_data")) == 250 and "50 more outputs left out" in result.text("stderr")
    assert result.of("error")[0]["ename"] == "ZeroDivisionError"
    assert time.monotonic() - started > 0.9


def test_kills_a_flood_of_outputs(runner):
    code = "from IPython.display import display\nwhile True: display(1)"
    assert runner.run(code, messages=10, messagesPerSecond=10_000).outcome == "output_limit"


def _of_display(code):
    return f"from IPython.display import JSON, display\n{code}"


def test_what_is_no_number_is_shown_as_none(runner):
    (shown,) = runner.run(_of_display("display(JSON({'mean': float('nan'), 'most': [float('-inf'), 1.5]}))")).of("display_data")
    assert shown["data"]["application/json"] == {"mean": None, "most": [None, 1.5]}


UNREADABLE = {
    "deep": "x = []\nfor _ in range(64): x = [x]\ndisplay(JSON(x))",
    "long number": "display(JSON([10 ** 1001]))",
    "long name": "display(JSON({'x' * 60_000: 1}))",
    "no float": 'import os\nos.write(3, b\'{"kind": "display_data", "content": {"data": {"x": 1e999}, "metadata": {}}}\\n\')',
    "growing": 'import os\nline = b\'{"kind":"display_data","content":{"metadata":{},"data":{"x":[\' + b\'1e15,\' * 400_000 + b\'1]}}}\\n\'\nwhile line: line = line[os.write(3, line):]',
}


@pytest.mark.parametrize("code", UNREADABLE.values(), ids=UNREADABLE)
def test_an_output_that_no_worker_could_read_is_left_out_and_counted(runner, code):
    result = runner.run(_of_display(code) + "\nprint('after')", figures=1)
    assert (result.outcome, result.of("display_data"), result.text()) == ("ok", [], "after\n")
    assert "1 more outputs left out" in result.text("stderr")


def test_a_count_beyond_all_cells_is_no_output(runner):
    assert runner.run("get_ipython().execution_count = 2**40\n5").outputs == []
    assert not rich.valid("execute_result", {"execution_count": True, "data": {}, "metadata": {}})


def test_many_long_errors_are_told_shortly(runner):
    result = runner.run("for _ in range(20): get_ipython().run_cell(\"raise ValueError('x' * 6_000_000)\")\n1/0")
    assert [error["ename"] for error in result.of("error")] == ["ValueError"] * 20 + ["ZeroDivisionError"]
    assert result.of("error")[0]["evalue"].endswith("x… 5990000 more characters …")
    assert sum(len(json.dumps(error)) for error in result.of("error")) < 1_000_000


def test_forged_errors_have_no_more_room_than_other_outputs_and_a_share_of_the_text(runner):
    forge = "line = json.dumps({'kind': 'error', 'content': {'ename': 'E', 'evalue': 'x' * 90_000, 'traceback': []}}).encode() + b'\\n'"
    result = runner.run(
        f"import json, os\n{forge}\nfor _ in range(19):\n    rest = line\n    while rest: rest = rest[os.write(3, rest):]", figures=0
    )
    assert len(result.of("error")) == 5 and "14 more outputs left out" in result.text("stderr")


def test_a_forged_line_that_grows_on_its_way_is_counted(runner):
    line = 'line = \'{"kind": "stream", "content": {"name": "stdout", "text": "\' + \'é\' * 12_000_000 + \'"}}\\n\''
    result = runner.run(f"import os\n{line}\nrest = line.encode()\nwhile rest: rest = rest[os.write(3, rest):]\nprint(1)", figures=20)
    assert result.outcome == "ok" and len(result.text()) == 12_000_002


ZOMBIES = """
import os, subprocess
def dead(pid):
    try: state, parent = open(f'/proc/{pid}/stat').read().rsplit(')')[1].split()[:2]
    except OSError: return False
    return state == 'Z' and int(parent) == os.getppid()
most = 0
for _ in range(60):
    subprocess.run('sleep 0.01 &', shell=True)
    most = max(most, sum(map(dead, filter(str.isdigit, os.listdir('/proc')))))
print(most < 15)
"""


KILL_SIBLINGS = """
for p in filter(str.isdigit, os.listdir('/proc')):
    try: parent = open(f'/proc/{p}/stat').read().rsplit(')')[1].split()[1]
    except OSError: continue
    if p != str(number) and parent == str(os.getppid()): os.kill(int(p), 9)
"""


def test_what_a_program_has_left_behind_does_not_count_once_it_has_ended(runner):
    assert runner.run(ZOMBIES).text() == "True\n"


def test_likewise_in_a_session_that_lost_a_snapshot(session):
    session.cell("import os, signal\nnumber = os.getpid()")
    time.sleep(0.1)
    assert session.cell(KILL_SIBLINGS + ZOMBIES).text() == "True\n"
    assert session.cell("a = 5; os._exit(0)").reply["state"] in ("before", "lost")


def test_a_program_hears_of_its_own_processes_as_ever(runner):
    code = "import signal, subprocess, time\nprint(signal.getsignal(signal.SIGCHLD) is signal.SIG_DFL, signal.set_wakeup_fd(-1))"
    more = "\nsignal.signal(signal.SIGCHLD, lambda *_: print('ended'))\nsubprocess.Popen(['true']).wait()\ntime.sleep(0.05)"
    assert runner.run(code + more).text() == "True -1\nended\n"
