"""input() and getpass(): asked, waited for without a clock, answered, recorded."""

import os
import time

ASKING = "name = input('name? ')\nprint('hello', name)"


def _asked(runner):
    header, _ = runner.next()
    assert header["type"] == "input_request", header
    return header


def test_a_one_off_job_asks_and_goes_on_with_the_answer(runner):
    runner.start(ASKING, inputMs=10_000)
    asked = _asked(runner)
    assert 1 << 20 < asked.pop("memoryBytes") < 1 << 40
    assert asked == {"type": "input_request", "number": 1, "prompt": "name? ", "password": False}
    runner.send({"type": "input_reply", "number": 1, "value": "Ada ñ 🐝"})
    assert runner.finish().text() == "hello Ada ñ 🐝\n"


def test_without_patience_nobody_is_asked(runner):
    (error,) = runner.run(ASKING).of("error")
    assert "put the value into a variable" in error["evalue"]


def test_a_password_is_marked_as_one(session):
    session.start("import getpass\nprint(len(getpass.getpass('secret: ')))", inputMs=10_000)
    asked = _asked(session.runner)
    assert (asked["prompt"], asked["password"]) == ("secret: ", True)
    session.runner.send({"type": "input_reply", "number": 1, "value": "abc"})
    assert session.finish().text() == "3\n"


def test_what_was_printed_before_a_question_is_shown_before_it(session):
    session.start("print('first')\na = input()\nb = input()\nprint(a + b)", inputMs=10_000)
    header, payload = session.runner.next()
    assert header["type"] == "output" and b"first" in payload
    for number in (1, 2):
        assert _asked(session.runner)["number"] == number
        session.runner.send({"type": "input_reply", "number": number, "value": str(number)})
    assert session.finish().text() == "12\n"


def test_the_wall_clock_stands_still_and_no_processor_is_used_while_it_waits(session):
    session.start("import time\nx = input()\ntime.sleep(0.3)\nprint(x, time.process_time() < 5)", inputMs=10_000, wallClockMs=900)
    _asked(session.runner)
    spent = _processor(session)
    time.sleep(1.5)
    assert _processor(session) - spent < 0.1
    session.runner.send({"type": "input_reply", "number": 1, "value": "x"})
    assert session.finish().text() == "x True\n"


def _processor(session) -> float:
    parent = session.runner.process.pid
    with open(f"/proc/{parent}/task/{parent}/children") as children:
        pids = [parent, *map(int, children.read().split())]
    spent = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as file:
            spent += sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13]))
    return spent / os.sysconf("SC_CLK_TCK")


def test_a_question_that_nobody_answers_ends_the_cell_and_keeps_the_state(session):
    session.cell("a = 1")
    session.start("b = 2\ninput()", inputMs=300)
    _asked(session.runner)
    result = session.finish()
    assert (result.outcome, result.reply["state"]) == ("input_timeout", "kept")
    assert session.cell("print(a, b)").text() == "1 2\n"


def test_an_interrupt_ends_a_question_and_a_late_answer_is_not_mixed_up(session):
    session.start("x = input('a')", inputMs=10_000)
    _asked(session.runner)
    session.runner.send({"type": "interrupt"})
    session.runner.send({"type": "input_reply", "number": 1, "value": "late"})
    assert session.finish().outcome == "interrupted"
    session.start("print(input('b'))", inputMs=10_000)
    _asked(session.runner)
    session.runner.send({"type": "input_reply", "number": 7, "value": "wrong"})
    session.runner.send({"type": "input_reply", "number": 1, "value": "right"})
    assert session.finish().text() == "right\n"


def test_no_answer_at_all_is_the_end_of_the_file(session):
    session.start("try:\n    input()\nexcept EOFError as end:\n    print('end')", inputMs=10_000)
    _asked(session.runner)
    session.runner.send({"type": "input_reply", "number": 1, "value": None})
    assert session.finish().text() == "end\n"


def test_a_replay_takes_the_recorded_answers_and_never_asks(session):
    session.runner.send({"type": "recorded_inputs"}, b'["Ada", null]')
    assert session.cell("a = input()\ntry:\n    b = input()\nexcept EOFError:\n    b = 'none'", silent=True, inputMs=9).outcome == "ok"
    assert session.cell("print(a, b)").text() == "Ada none\n"
    assert session.cell("input()", silent=True, inputMs=9).outcome == "error"


def test_the_debugger_asks_too(session):
    session.start("import pdb\nx = 5\npdb.set_trace()\ny = 6", inputMs=10_000)
    for number, word in ((1, "p x * 2"), (2, "c")):
        while session.runner.next()[0]["type"] != "input_request":
            pass
        session.runner.send({"type": "input_reply", "number": number, "value": word})
    assert session.finish().outcome == "ok"
