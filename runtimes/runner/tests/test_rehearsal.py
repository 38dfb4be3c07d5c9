"""The run without a program: it goes the way of a real one, and nobody notices."""

import os

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
