"""What is asked about a live session: completion, inspection, variables, files; also while a cell runs, and never with an effect."""

import json
import os
import signal
import time

import pytest

from cellhive_runner import rich


def _ask(session, kind, code="", **fields):
    fields.setdefault("cursor", len(code))
    header, payload = session.ask(kind, code.encode(), request=5, **fields)
    assert header["request"] == 5
    return header, json.loads(payload) if header["ok"] else None


def _texts(session, code):
    return [match["text"] for match in _ask(session, "complete", code)[1]["matches"]]


def test_completes_attributes_names_keys_and_imports_of_the_live_interpreter(session):
    session.cell("import json\nclass P:\n    def walk(self): pass\nalphabet = P()\nd = {'one': 1}")
    assert _ask(session, "complete", "x = alphabet.wa")[1] == {
        "matches": [{"text": "walk", "type": "function"}],
        "cursorStart": 13,
        "cursorEnd": 15,
    }
    assert "alphabet" in _texts(session, "alph")
    assert "one" in _texts(session, "d['o")
    assert "json" in _texts(session, "import js")
    assert _texts(session, "not_yet_run = 1\nnot_ye") == ["not_yet_run"]
    assert _texts(session, "nothing.at_all.") == []
    assert "dumps" in _texts(session, "json.du")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("import statistics as st\nst.medi", "median"),
        ("import os.path\nos.path.joi", "join"),
        ("import xml.etree.ElementTree as E\nE.fromstr", "fromstring"),
        ("from os import path as p, sep\np.joi", "join"),
        ("from concurrent import futures\nfutures.wai", "wait"),
        ("from math import *\nsin.__na", "__name__"),
        ("x = (1,\nimport math\nmath.sq", "sqrt"),
        ("import json\nimport math as json\njson.sq", "sqrt"),
    ],
)
def test_completes_what_the_code_would_import_and_leaves_no_trace(session, code, text):
    session.cell("a = 1")
    assert text in _texts(session, code)
    assert session.cell("print([n for n in ('st', 'os', 'E', 'p', 'math', 'json') if n in globals()])").text() == "[]\n"


@pytest.mark.parametrize("code", ["import no_such_module as x\nx.a", "from math import no_such\nno_such.a", "from . import x\nx.a"])
def test_what_cannot_be_imported_completes_nothing(session, code):
    assert _texts(session, code) == []


def test_completion_runs_no_file_of_the_workspace(session):
    session.cell("with open('helper.py', 'w') as file:\n    file.write('open(\\'ran\\', \\'w\\')\\ndef helping(): pass')")
    assert _texts(session, "import helper\nhelper.hel") == ["helping"]
    assert session.cell("import os\nprint(os.path.exists('ran'))").text() == "False\n"


def test_an_idle_interpreter_gets_ready_to_answer(session):
    session.cell("a = 1")
    time.sleep(1.5)
    told = session.cell("import sys\nprint([m in sys.modules for m in ('IPython.core.guarded_eval', 'pygments.lexers.python')])")
    assert told.text() == "[True, True]\n"


@pytest.mark.parametrize("snapshots", [0, 8])
def test_the_copy_that_waits_for_the_next_question_knows_no_older_state(session, snapshots):
    for n in range(3):
        session.cell(f"n = {n}", snapshots=snapshots)
        for _ in range(2):
            assert [v["repr"] for v in _ask(session, "variables")[1]["variables"]] == [str(n)]
            time.sleep(0.2)


def _below(pid):
    """The ids of its children."""
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def test_answers_when_the_copy_that_waited_was_killed(session):
    session.cell("n = 1")
    assert _texts(session, "pri")
    time.sleep(0.3)
    waiting = [copy for process in _below(session.runner.process.pid) for copy in _below(process)]
    assert waiting
    for copy in waiting:
        os.kill(copy, signal.SIGKILL)
    assert _texts(session, "pri")
    assert session.cell("print(n)").text() == "1\n"


def test_inspects(session):
    session.cell("def area(w, h=2):\n    'The area of a rectangle.'\n    return w * h")
    told = _ask(session, "inspect", "area(1, 2)", cursor=3, detail=0)[1]
    assert told["found"] and "The area of a rectangle." in told["text"] and "area(w, h=2)" in told["text"]
    assert "return w * h" in _ask(session, "inspect", "area", detail=1)[1]["text"]
    assert _ask(session, "inspect", "nothing", detail=0)[1] == {"found": False, "text": ""}


def test_answers_before_the_first_cell(session):
    assert "print" in _texts(session, "pri")


def test_answers_at_once_while_a_cell_runs(session):
    session.cell("numbers = [1, 2, 3]")
    session.start("import time\nnumbers.append(4)\ntime.sleep(2)")
    time.sleep(0.3)
    started = time.monotonic()
    assert "append" in _texts(session, "numbers.app")
    (told,) = _ask(session, "variables")[1]["variables"]
    assert (told["name"], told["length"]) == ("numbers", 3)
    assert time.monotonic() - started < 1.5
    assert session.finish().outcome == "ok"


def test_refuses_at_once_with_a_sentence_when_nobody_can_answer(session):
    session.start("import time; time.sleep(1)")
    time.sleep(0.3)
    header, _ = _ask(session, "complete", "pri")
    assert not header["ok"] and header["why"].endswith(".") and "no snapshot" in header["why"]
    session.finish()


def test_completion_runs_nothing_that_stays(session):
    session.cell(
        "log = []\nclass Spy:\n    def __getattr__(self, name): log.append(name); raise AttributeError\n    def __dir__(self): log.append('dir'); return ['ab']\nspy = Spy()"
    )
    _ask(session, "complete", "spy.a")
    _ask(session, "inspect", "spy.ab", detail=1)
    _ask(session, "variables")
    assert session.cell("print(log)").text() == "[]\n"


HOSTILE = {
    "loops": "while True: pass",
    "holds": "while True:\n            try:\n                while True: list(range(9))\n            except BaseException: pass",
    "raises": "raise ValueError",
    "exits": "import os; os._exit(0)",
    "returns no text": "return 5",
    "says too much": "return 'x' * 10**7",
    "changes": "global touched; touched = True; return 'me'",
}


@pytest.mark.parametrize("trick", HOSTILE)
def test_a_hostile_repr_neither_hangs_nor_changes_anything(session, trick):
    code = f"touched = False\nclass H:\n    def __repr__(self):\n        {HOSTILE[trick]}\n    __len__ = __sizeof__ = __repr__\n"
    started = time.monotonic()
    result = session.cell(code + "a = 1\nh = H()\nz = [h]")
    assert {v["name"] for v in result.variables} == {"touched", "H", "a", "h", "z"}
    told = {v["name"]: v for v in _ask(session, "variables")[1]["variables"]}
    assert set(told) >= {"touched", "a", "h", "z"} and len(told["h"]["repr"]) <= 200
    assert session.cell("print(touched)").text() == "False\n"
    assert time.monotonic() - started < 10


def test_says_what_the_last_cell_added_or_changed(session):
    def changes(code):
        return {v["name"]: v["change"] for v in session.cell(code).variables}

    assert changes("a, *b = 1, 2, 3\ntext = 'x'\nimport json") == {"a": "added", "b": "added", "text": "added", "json": "added"}
    assert changes("b.append(4)") == {"b": "changed"}
    assert changes("a += 1\ntext = 'x'\n_hidden = 1") == {"a": "changed"}
    assert changes("def f(): pass\nclass C: pass\nc = C()") == {"f": "added", "C": "added", "c": "added"}
    assert changes("c.x = 1; C.y = 2") == {"c": "changed", "C": "changed"}
    assert changes("del a, b") == {}
    assert changes("print(text)") == {}


def test_describes_values_by_type_shape_length_and_repr(session):
    code = "n = 12\nxs = list(range(100))\nnested = {'k': [(1, 2), {3}]}\nlong = 'é' * 1000\nclass P:\n    def __repr__(self): return 'P(…)'\np = P()"
    told = {v["name"]: v for v in session.cell(code).variables}
    assert (told["n"]["type"], told["n"]["repr"]) == ("int", "12")
    assert (told["xs"]["length"], told["xs"]["repr"][:10]) == (100, "[0, 1, 2, ")
    assert told["nested"]["repr"] == "{'k': [(1, 2), {3}]}"
    assert (told["long"]["length"], len(told["long"]["repr"])) == (1000, 200)
    assert told["p"]["repr"] == "P(…)"


def test_describes_arrays(session):
    told = {v["name"]: v for v in session.cell("import numpy as np\ngrid = np.zeros((3, 4))").variables}
    assert (told["grid"]["shape"], told["grid"]["sizeBytes"]) == ("3 × 4", 96)
    assert [v["name"] for v in session.cell("grid[1, 1] = 5").variables] == ["grid"]


def test_forged_variables_are_dropped(session):
    good = {"name": "x", "type": "int", "repr": "1", "shape": None, "length": None, "sizeBytes": 28, "change": "added"}
    bad = [{**good, "length": -1}, {**good, "repr": "x" * 201}, {**good, "more": 1}, {**good, "sizeBytes": True}, {"name": "x"}, 5]
    assert rich.variables([*bad, good]) == [good]
    code = """import os, gc, json
token = next(o['run'] for o in gc.get_objects() if type(o) is dict and o.get('do') == 'run')
end = {'run': token, 'status': '?', 'variables': 7, 'threads': 'many'}
os.write(3, json.dumps({'kind': 'end', 'content': end}).encode() + b'\\n')"""
    assert session.cell(code).variables == []
    time.sleep(0.3)
    assert session.cell("print(1)").text() == "1\n"


@pytest.mark.parametrize("text", ["[" * 700 + "]" * 700, "1" * 3000, '"x"'], ids=["deep", "long", "plain"])
def test_a_forged_answer_is_taken_for_its_form_only(session, text):
    said = f'{{"pid": 1}}\n{{"matches": [{{"text": {text}}}], "cursorStart": {text}, "cursorEnd": 1, "found": true, "text": {text}}}\n'
    forge = f"import json, os\njson.dumps = lambda it, said={said!r}: os.write(descriptor(), said.encode()) and os._exit(0)"
    find = "import sys\ndescriptor = lambda: sys._getframe(2).f_locals['descriptor']"
    session.cell(f"{find}\n__import__('cellhive_runner.answers')\nimport types\n{forge.replace('json.dumps', 'fake')}")
    session.cell("sys.modules['cellhive_runner.answers'].json = types.SimpleNamespace(dumps=fake)")
    for kind in ("complete", "inspect"):
        header, payload = session.ask(kind, b"a", request=1, cursor=1)
        assert not header["ok"] or len(payload) < 100
    assert session.cell("print(1)").text() == "1\n"


def test_files_are_put_replaced_listed_read_and_removed_while_a_cell_runs(session):
    session.cell("import os\nos.mkdir('d'); open('d/in', 'w').write('12'); os.symlink('/etc/passwd', 'link'); os.mkdir('folder')")
    session.start("import time; time.sleep(1.5)")
    runner = session.runner

    def stored(kind, name, data=b""):
        runner.send({"type": kind, "name": name, "request": "r"}, data)
        header, _ = runner.next()
        assert (header["type"], header["request"]) == ("stored_reply", "r")
        return header["why"]

    assert stored("file", "a.txt", b"one") is None
    assert stored("file", "a.txt", b"two") is None
    assert stored("file", "../x") == "That is not a plain file name."
    assert stored("file", "folder") == "A folder has that name."
    files = {f["name"]: f["size"] for f in json.loads(session.ask("files", request=1)[1])["files"]}
    assert files == {"a.txt": 3, "d/in": 2}
    assert session.ask("file", request=1, name="a.txt")[1] == b"two"
    assert session.ask("file", request=1, name="d/in")[1] == b"12"
    for name in ("link", "../../etc/passwd", "nothing", ""):
        header, payload = session.ask("file", request=1, name=name)
        assert (header["ok"], header["why"], payload) == (False, "There is no such file.", b"")
    assert stored("remove_file", "a.txt") is None
    assert stored("remove_file", "a.txt") == "There is no such file."
    assert session.finish().outcome == "ok"
    assert session.cell("print(sorted(os.listdir()))").text() == "['d', 'folder', 'link']\n"
