"""The run without a program: it goes the way of a real one, and nobody notices."""

import os

import pytest
from conftest import Runner, Session

from cellhive_runner import rehearsal
from cellhive_runner.loop import Loop
from cellhive_runner.run import Run


def test_a_rehearsal_goes_to_its_end_and_leaves_nothing(tmp_path, monkeypatch):
    ended = []
    conclude = Run.conclude
    monkeypatch.setattr(Run, "conclude", lambda run: (ended.append(run.end["status"]), conclude(run)))
    loop = Loop()
    rehearsal.rehearse(loop, str(tmp_path))  # the first one opens what stays open
    before = sorted(os.listdir("/proc/self/fd"))
    rehearsal.rehearse(loop, str(tmp_path))
    assert ended == [0, 0]
    assert sorted(os.listdir("/proc/self/fd")) == before
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("session", [False, True])
def test_nobody_rehearses_while_a_cell_runs(tmp_path, session):
    marked = (
        "import sys\nfrom pathlib import Path\nfrom cellhive_runner import rehearsal\nfrom cellhive_runner.__main__ import main\n"
        f"rehearsal.rehearse = lambda *_: Path({str(tmp_path / 'rehearsed')!r}).touch()\nsys.exit(main())"
    )
    runner = Runner(tmp_path, "-c", marked, CELLHIVE_AHEAD="1")
    try:
        whole = Session(runner) if session else runner
        whole.start("import time; time.sleep(1.5)")
        assert whole.finish().outcome == "ok"
        assert not (tmp_path / "rehearsed").exists()
    finally:
        runner.process.kill()
        runner.process.wait(10)
