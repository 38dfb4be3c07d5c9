"""Runs one cell in the browser: the last expression is shown, errors are told by the lines of the cells."""

import ast
import json
import linecache
import sys
import traceback

kept = {"__name__": "__main__"}
sys.stdout.reconfigure(write_through=True)
sys.stderr.reconfigure(write_through=True)


def _no_input(prompt=""):
    raise RuntimeError("input() needs a server: this demo runs in your browser alone.")


def run(code, cell, alone):
    """The outputs that are no text, and how it ended, as JSON."""
    names = {"__name__": "__main__"} if alone else kept
    names["input"] = _no_input
    file = f"Cell {cell}"
    linecache.cache[file] = (len(code), None, code.splitlines(True), file)
    try:
        value = _evaluate(ast.parse(code, file), file, names)
        return json.dumps({"result": None if value is None else _bundle(value)})
    except BaseException as error:  # SystemExit and KeyboardInterrupt end a cell too
        return json.dumps({"error": _told(error)})


def _evaluate(tree, file, names):
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, file, "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), file, "eval"), names)


def _bundle(value):
    bundle = {"text/plain": repr(value)}
    html = getattr(value, "_repr_html_", None)
    if callable(html):
        bundle["text/html"] = html()
    return bundle


def _told(error):
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("Cell ")]
    lines = []
    for frame in frames:
        lines += [f"{frame.filename}, line {frame.lineno}", f"    {frame.line}"]
    if isinstance(error, SyntaxError) and str(error.filename).startswith("Cell "):
        lines += [f"{error.filename}, line {error.lineno}", f"    {(error.text or '').strip()}"]
    name, text = type(error).__name__, error.msg if isinstance(error, SyntaxError) else str(error)
    return {"ename": name, "evalue": text, "traceback": [*lines, f"{name}: {text}"]}
