"""Files in, artifacts out, and programs that try to cheat with them."""

import json
from pathlib import Path

import pytest
from conftest import Runner, Session

from cellhive_runner import rich, workspace

SAMPLES = Path(__file__).parents[3] / "shared-model/src/test/resources/samples"


def test_inputs_are_read_and_only_new_or_changed_files_come_back(runner):
    runner.send({"type": "file", "name": "a.csv"}, b"x\n1\n")
    runner.send({"type": "file", "name": "b.csv"}, b"old")
    result = runner.run("print(open('a.csv').read())\nopen('b.csv','a').write('!')\nopen('c.txt','w').write('new')")
    assert result.text() == "x\n1\n\n"
    assert result.artifacts == {"b.csv": b"old!", "c.txt": b"new"}


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/b", "", ".", "..", ".x", "a\0b", "x" * 300, "a\nb"])
def test_refuses_names_that_are_paths(name, tmp_path):
    with pytest.raises(ValueError):
        workspace.replace(str(tmp_path), name, b"")
    assert list(tmp_path.iterdir()) == []


def test_links_and_odd_kinds_are_passed_over(runner):
    code = """import os
os.symlink('/etc/passwd', 'link.png'); os.mkfifo('pipe'); os.mkdir('x.png')
open('one','w').write('1'); os.link('one', 'two'); os.mkdir('d'); open('d/in.txt','w').write('in')
os.symlink('/etc', 'folder'); open('big','w').write('x' * 200000)"""
    result = runner.run(code)
    assert result.artifacts == {"d/in.txt": b"in"}
    assert result.skipped == {"link.png": "kind", "pipe": "kind", "one": "kind", "two": "kind", "folder": "kind", "big": "size"}


def test_too_many_files_and_too_deep_folders_are_counted(runner):
    result = runner.run("import os\nfor i in range(9): open(f'f{i}','w').write('x')\nos.makedirs('/'.join('d' * 20))")
    assert len(result.artifacts) == 5
    assert set(result.skipped.values()) == {"count", "depth"}


NO_ROOM = """import errno, os, sys
from cellhive_runner import __main__, workspace
whole = workspace._write
def write(folder, place, data):
    whole(folder, place, data[:100])
    if len(data) > 100:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
workspace._write = write
sys.exit(__main__.main())"""


@pytest.fixture
def full(tmp_path):
    """A runner whose workspace has no room for a file of more than 100 bytes."""
    started = Runner(tmp_path, "-c", NO_ROOM)
    yield started
    started.process.kill()
    started.process.wait(10)


def test_a_program_whose_files_find_no_room_does_not_run_and_the_next_one_does(full):
    full.send({"type": "file", "name": "small.csv"}, b"x")
    full.send({"type": "file", "name": "large.csv"}, bytes(101))
    result = full.run("print('ran')", again=True)
    assert (result.outcome, result.outputs, result.artifacts) == ("files_too_large", [], {})
    assert full.next()[0]["type"] == "ready"
    full.send({"type": "file", "name": "small.csv"}, b"x")
    assert full.run("import os\nprint(os.listdir())").text() == "['small.csv']\n"


def test_a_session_is_told_once_of_a_file_that_found_no_room_and_may_try_again(full):
    session = Session(full)
    full.send({"type": "file", "name": "a.csv", "request": 1}, b"old")
    assert full.next()[0]["ok"]
    full.send({"type": "file", "name": "a.csv", "request": 2}, bytes(101))
    assert (full.next()[0]["request"], session.cell("1", silent=True).text("stderr")) == (2, "")
    told = session.cell("print(open('a.csv').read())")
    assert told.text("stderr") == "'a.csv' could not be put into the workspace: There is no room for the file in the workspace.\n"
    assert (told.outcome, told.text(), session.cell("1").text("stderr")) == ("ok", "old\n", "")
    full.send({"type": "file", "name": "a.csv"}, bytes(101))
    full.send({"type": "file", "name": "a.csv"}, b"new")
    full.send({"type": "file", "name": "b.csv"}, bytes(101))
    full.send({"type": "remove_file", "name": "b.csv"})
    again = session.cell("import os\nprint(open('a.csv').read(), os.listdir())")
    assert (again.text(), again.text("stderr")) == ("new ['a.csv']\n", "")


@pytest.mark.parametrize("name", ["numpy.py", "json.py", "sitecustomize.py", "IPython.py", "os.py"])
def test_an_upload_cannot_shadow_what_the_runner_uses(runner, name):
    runner.send({"type": "file", "name": name}, b"raise SystemExit('shadowed')")
    result = runner.run("import json, os\nprint(json.dumps(1))")
    assert (result.outcome, result.text()) == ("ok", "1\n")


def test_an_uploaded_module_can_be_imported(runner):
    runner.send({"type": "file", "name": "helper.py"}, b"def f():\n    return 5")
    assert runner.run("import helper\nprint(helper.f())").text() == "5\n"


def test_forged_messages_harm_only_the_programs_own_output(runner):
    code = """import os, json
os.write(3, b'{"kind": "execute_reply", "content": {}}\\n')
os.write(3, b'not json\\n' + b'[' * 5000 + b'\\n')
os.write(3, json.dumps({"kind": "stream", "content": {"name": "stdin", "text": 1}}).encode() + b'\\n')
os.write(1, b'\\0\\0\\0\\x18\\0\\0\\0\\0{"type":"execute_reply"}')
for fd in range(5, 64):
    try:
        os.write(fd, b'x' * 10); print('open', fd)
    except OSError:
        pass
raise ValueError('still here')"""
    result = runner.run(code)
    assert result.outcome == "error"
    assert "open" not in result.text()
    assert [kind for kind, _ in result.outputs] == ["stream", "error"]


def test_large_files_leave_in_pieces_and_whole(session):
    megabytes = 24
    session.cell(
        f"import os\ndata = os.urandom(1 << 20)\nwith open('big', 'wb') as file:\n    for _ in range({megabytes}): file.write(data)"
    )
    before = _peak(session.runner.process.pid)
    sent = session.cell("os.utime('big')\nopen('small', 'wb').write(data)", artifactBytes=64 << 20).artifacts
    assert sent["big"] == sent["small"] * megabytes
    assert session.ask("file", request=1, name="big")[1] == sent["big"]
    assert _peak(session.runner.process.pid) - before < megabytes << 9


def _peak(pid):
    """In KiB, what a process had at most."""
    return next(int(line.split()[1]) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM:"))


def test_a_file_that_gets_shorter_on_its_way_is_filled_up(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    contents = workspace.read(str(tmp_path), "a", 100_000)
    pieces = iter(contents)
    assert next(pieces) == b"x" * 65_536
    (tmp_path / "a").write_bytes(b"")
    assert b"".join(pieces) == bytes(100_000 - 65_536) and len(contents) == 100_000


def test_accepts_every_shared_output_sample():
    samples = sorted(SAMPLES.glob("output-*.json"))
    assert len(samples) >= 6
    for sample in samples:
        content = json.loads(sample.read_text())
        assert rich.valid(content.pop("output_type"), content), sample.name
