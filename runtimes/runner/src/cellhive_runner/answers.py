"""What a throw-away copy of an interpreter answers. It may run code of the user's (a repr(), a __dir__), so it has little time and says what it knows first."""

import builtins
import json
import os
import re
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Any, NoReturn

from cellhive_runner import channel, unseen, variables

MOST_MATCHES = 500
MOST_TEXT = 65_536
REPR_SECONDS = 0.1
IMPORT_SECONDS, READING_SECONDS = 0.3, 0.5
WORD, WORDS = re.compile(r"[^\W\d]\w*$"), re.compile(r"[^\W\d]\w*")
CHAIN = re.compile(r"((?:[^\W\d]\w*\.)+)(\w*)$")


class _TooSlow(BaseException):
    """One answer takes too long."""


def give(descriptor: int, shell: Any, question: dict[str, Any]) -> NoReturn:
    """Answers on this descriptor, line by line, and ends. `seconds` of the question is all the time there is."""
    try:
        _alone(question["seconds"], descriptor)
        _say(descriptor, {"pid": os.getpid()})
        ANSWERS[question["kind"]](shell, question, lambda told: _say(descriptor, told))
    finally:
        os._exit(0)  # nothing of this may reach the interpreter's own loop


def _alone(seconds: float, descriptor: int) -> None:
    """It prints nowhere, asks nobody, and the kernel ends it."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2, channel.RICH):
        if standard != descriptor:
            os.dup2(null, standard)
    signal.signal(signal.SIGALRM, _too_slow)
    warnings.simplefilter("ignore")


def _too_slow(_number: int, _frame: object) -> None:
    raise _TooSlow


def _say(descriptor: int, told: dict[str, Any]) -> None:
    view = memoryview(json.dumps(told).encode() + b"\n")
    while view:
        view = view[os.write(descriptor, view) :]


def _variables(shell: Any, question: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> None:
    """First all of them without running anything; then, one by one, what their own repr() says."""
    names = question.get("names")
    chosen = {name: value for name, value in variables.visible(shell).items() if names is None or name in names}
    more = []
    for name, value in list(chosen.items())[: question["most"]]:
        told, own = variables.describe(name, value)
        say(told)
        if own:
            more.append((name, value))
    for name, value in more:
        told = {"name": name}
        for field, look in (("repr", repr), ("length", len), ("shape", _shape), ("sizeBytes", sys.getsizeof)):
            found = _within(look, value)
            if found is not None:
                told[field] = variables.clip(found) if isinstance(found, str) else int(found)
        say(told)


def _within(look: Callable[[Any], Any], value: Any, seconds: float = REPR_SECONDS) -> Any:
    """What this finds within a moment; None when it fails or takes longer."""
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            return look(value)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException:  # why: a repr() may raise whatever it likes.
        return None


def _shape(value: Any) -> str | None:
    shape = getattr(value, "shape", None)
    return " × ".join(map(str, map(int, shape))) if type(shape) is tuple else None


def _complete(shell: Any, question: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> None:
    """From the live objects; where those say nothing, from what the code imports, from what jedi reads in it, or its mere words."""
    code, cursor = question["code"], question["cursor"]
    before = code[:cursor]
    found = _live(shell, code, cursor, False)
    chain = CHAIN.search(before)
    if not found and chain:
        name = chain[1].split(".")[0]
        value = unseen.NOT_THERE if name in shell.user_ns else _within(lambda name: unseen.imported(before, name), name, IMPORT_SECONDS)
        if value is not None and value is not unseen.NOT_THERE:
            shell.user_ns[name] = value
            found = _live(shell, code, cursor, False)
    if not found and chain:
        found = _within(lambda _: _live(shell, code, cursor, True), None, READING_SECONDS) or []
    start, end = (found[0].start, found[0].end) if found else (cursor, cursor)
    texts = [match.text for match in found]
    if texts and code[start : start + 1] == "." and all(text.startswith(".") for text in texts):
        start, texts = start + 1, [text[1:] for text in texts]
    matches = [{"text": text, "type": _kind(shell, _holder(shell, before), text)} for text in texts]
    word = WORD.search(before)
    if word and not CHAIN.search(before):
        others = {w for w in WORDS.findall(code[: word.start()] + " " + code[cursor:]) if w.startswith(word[0]) and w not in texts}
        matches += [{"text": other, "type": ""} for other in sorted(others)]
        start, end = (start, end) if found else (word.start(), cursor)
    say({"matches": matches[:MOST_MATCHES], "cursorStart": start, "cursorEnd": end})


def _live(shell: Any, code: str, cursor: int, by_reading: bool) -> list[Any]:
    from IPython.core.completer import provisionalcompleter, rectify_completions

    shell.Completer.use_jedi = by_reading
    with provisionalcompleter():
        found = list(rectify_completions(code, shell.Completer.completions(code, cursor)))
    return [match for match in found if match.type != "magic" or code[match.start : cursor].startswith("%")][:MOST_MATCHES]


def _holder(shell: Any, before: str) -> list[Any]:
    """What stands before the last point, when that is a plain chain of names."""
    chain = CHAIN.search(before)
    if not chain:
        return []
    first, *rest = chain[1][:-1].split(".")
    value = shell.user_ns.get(first, getattr(builtins, first, None))
    try:
        for name in rest:
            value = getattr(value, name)
    except Exception:  # it is not there yet, or does not want to be asked
        return []
    return [value]


def _kind(shell: Any, holder: list[Any], text: str) -> str:
    name = text.split("(")[0].rsplit(".", 1)[-1]
    try:
        if holder:
            value = getattr(holder[0], name)
        elif name in shell.user_ns or hasattr(builtins, name):
            value = shell.user_ns.get(name, getattr(builtins, name, None))
        else:
            return ""
    except Exception:
        return ""
    if isinstance(value, type):
        return "class"
    if isinstance(value, type(sys)):
        return "module"
    return "function" if callable(value) else "instance"


def _inspect(shell: Any, question: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> None:
    """What help is there for the name at the cursor."""
    from IPython.utils.tokenutil import token_at_cursor

    name = token_at_cursor(question["code"], question["cursor"])
    try:
        text = shell.object_inspect_text(name, detail_level=question["detail"]) if name else ""
    except KeyError:
        text = ""
    say({"found": bool(text), "text": text[:MOST_TEXT]})


ANSWERS = {"variables": _variables, "complete": _complete, "inspect": _inspect}
