"""Ordinary code keeps its meaning when it is spread over cells: as in one plain interpreter, after a replay and after a crash.

`constructs.json` is data for whoever runs a session: the cells, the one that is to be interrupted (`interrupt`, its index), a
`check` and what it `prints`. `shell`: more than plain Python; `numbered`: the first cell has to be number 1.
"""

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Runner, Session

CONSTRUCTS = json.loads((Path(__file__).parent / "constructs.json").read_text())
PLAIN = """
import json, sys, types, traceback
module = types.ModuleType('__main__')
sys.modules['__main__'] = module
sys.path.insert(0, '.')
for cell in json.load(sys.stdin):
    try:
        exec(compile(cell, 'cell', 'exec'), module.__dict__)
    except BaseException as failure:
        print(repr(failure), file=sys.stderr)
"""


@pytest.fixture(params=CONSTRUCTS, ids=lambda construct: construct["name"])
def construct(request):
    needed = request.param.get("needs")
    if needed and not importlib.util.find_spec(needed):
        pytest.skip(f"{needed} is not installed here")
    return request.param


@pytest.fixture(scope="module")
def one_runner(tmp_path_factory):
    runner = Runner(tmp_path_factory.mktemp("constructs"))
    yield Session(runner)
    runner.process.kill()
    runner.process.wait(10)


@pytest.fixture
def fresh(one_runner):
    """Each time before the first cell, without a new process."""
    assert one_runner.ask("rewind", after=None)[0]["ok"]
    one_runner.count = 0
    return one_runner


def _go_through(session, construct, **given):
    for number, code in enumerate(construct["cells"]):
        session.start(code, **given)
        if construct.get("interrupt") == number:
            time.sleep(0.6)
            session.runner.send({"type": "interrupt"})
        assert session.finish().reply["state"] == "kept"


def test_there_are_enough():
    assert len(CONSTRUCTS) >= 40


def test_means_the_same_in_a_plain_interpreter(construct, tmp_path):
    if construct.get("shell") or "interrupt" in construct:
        pytest.skip("not plain Python, or needs an interrupt")
    cells = json.dumps([*construct["cells"], construct["check"]])
    done = subprocess.run([sys.executable, "-c", PLAIN], input=cells, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout == construct["prints"], done.stderr


def test_in_cells(fresh, construct):
    _go_through(fresh, construct)
    result = fresh.cell(construct["check"])
    assert result.text() == construct["prints"], result.outputs


def test_after_a_crash(fresh, construct):
    _go_through(fresh, construct)
    assert fresh.cell("import os; os._exit(1)").reply["state"] == "before"
    given = {"executionCount": fresh.count} if construct.get("numbered") else {}
    result = fresh.cell(construct["check"], **given)
    assert result.text() == construct["prints"], result.outputs


def test_after_a_silent_replay_in_another_runner(session, construct):
    if "interrupt" in construct:
        pytest.skip("an interrupted cell cannot be replayed")
    _go_through(session, construct, silent=True)
    result = session.cell(construct["check"])
    assert result.text() == construct["prints"], result.outputs
