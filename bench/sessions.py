#!/usr/bin/env python3
"""Session cells beside a stock Jupyter kernel: latency, answers, start, rewind with much memory, crashes, and what a parked session costs.

Needs ipykernel and jupyter_client in its own Python. Both sides run in turn in one process, so that noise hits each.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from harness import redis_bytes, times
from jupyter_client.manager import KernelManager
from page import Page

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "standalone" / "front-door"))
from end_to_end import text

CRASHES = {
    "segfault": "import ctypes; ctypes.string_at(0)",
    "os._exit": "import os; os._exit(1)",
    "SIGKILL": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "out of memory": "b = bytearray(2 << 30); b[::4096] = b'x' * len(b[::4096])",
}
STATE = "import decimal\nprice = decimal.Decimal(1)"
QUESTIONS = {  # what a writer asks; the module of the second is not imported yet
    "complete, live object": ("complete", {"code": "price.to_int"}),
    "complete, unseen code": ("complete", {"code": "import statistics as st\nst.me"}),
    "inspect": ("inspect", {"code": "price.quantize"}),
}
TYPING_SECONDS = 0.3  # between two questions of somebody who types
FRAMES = "import numpy as np, pandas as pd\nframes = [pd.DataFrame(np.random.rand(1_310_720, 10)) for _ in range(5)]"


class Kernel:
    """A stock kernel and its client."""

    def __init__(self) -> None:
        """Starts it and waits until it is ready."""
        self._manager = KernelManager()
        self._manager.start_kernel()
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=60)

    def cell(self, code: str) -> float:
        """Seconds from the request until the kernel is idle again and has replied."""
        started = time.perf_counter()
        request = self._client.execute(code)
        while True:
            message = self._client.get_iopub_msg(timeout=60)
            idle = message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
            if idle and message["parent_header"].get("msg_id") == request:
                break
        self._client.get_shell_msg(timeout=60)
        return time.perf_counter() - started

    def ask(self, kind: str, code: str) -> float:
        """Seconds until it answers a question."""
        started = time.perf_counter()
        getattr(self._client, kind)(code, reply=True, timeout=60)
        return time.perf_counter() - started

    def end(self) -> None:
        """Stops it."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


def latency(page: Page, rounds: int, pause: float, warm_up: int) -> None:
    """print(1) in a live session and in a live kernel."""
    session, kernel = page.session(), Kernel()
    for n in range(1, warm_up + 1):
        page.cell(session, "print(1)")
        kernel.cell("print(1)")
        if n % 100 == 0:  # as long as a lesson's: the next one begins anew
            page.delete(session)
            session = page.session()
    ours, theirs = [], []
    for _ in range(rounds):
        time.sleep(pause)
        ours.append(page.cell(session, "print(1)")[0])
        time.sleep(pause)
        theirs.append(kernel.cell("print(1)"))
    kernel.end()
    page.delete(session)
    print(f"cell print(1)            session {times(ours)}   kernel {times(theirs)}", flush=True)


def answers(page: Page, rounds: int) -> None:
    """Questions about the live interpreter, while it waits and while a cell runs; a kernel answers only while it waits."""
    session, kernel = page.session("base"), Kernel()
    page.cell(session, STATE)
    kernel.cell(STATE)
    for running in (False, True):
        if running:
            page.call("/api/v1/jobs", {"sessionId": session, "code": "while True: pass"})
        for name, (kind, question) in QUESTIONS.items():
            path = f"/api/v1/sessions/{session}/{kind}"
            page.call(path, question)
            ours = [_timed(lambda path=path, asked=question: page.call(path, asked)) for _ in range(rounds)]
            theirs = "" if running else f"   kernel {times([kernel.ask(kind, question['code']) for _ in range(rounds)])}"
            print(f"{name:22} {'a cell runs' if running else 'idle':11} {times(ours)}{theirs}", flush=True)
        ours = [_timed(lambda: page.call(f"/api/v1/sessions/{session}/variables")) for _ in range(rounds)]
        print(f"{'variables':22} {'a cell runs' if running else 'idle':11} {times(ours)}", flush=True)
    kernel.end()
    page.delete(session)


def _timed(call: Callable[[], object]) -> float:
    time.sleep(TYPING_SECONDS)
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def start(page: Page, rounds: int) -> None:
    """From nothing to the end of the first cell."""
    ours, theirs = [], []
    for _ in range(rounds):
        time.sleep(2)
        started = time.perf_counter()
        session = page.session()
        page.cell(session, "print(1)")
        ours.append(time.perf_counter() - started)
        page.delete(session)
        time.sleep(2)
        started = time.perf_counter()
        kernel = Kernel()
        kernel.cell("print(1)")
        theirs.append(time.perf_counter() - started)
        kernel.end()
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(f"new, with its first cell session {times(ours)}   kernel {times(theirs)}   ratio {ratio:.1f}", flush=True)


def rewind(page: Page, rounds: int) -> None:
    """Back to before a cell with 500 MB of frames alive, and the next cell."""
    session = page.session("base", memory="2g", cpu=1)
    _, events = page.cell(session, FRAMES)
    if events[-1]["status"] != "SUCCEEDED":
        raise SystemExit(f"no frames: {events[-1]}")
    back, after = [], []
    for _ in range(rounds):
        time.sleep(0.5)
        page.cell(session, "frames.clear()")
        time.sleep(0.5)
        started = time.perf_counter()
        page.call(f"/api/v1/sessions/{session}/rewind", {"before": 2})
        back.append(time.perf_counter() - started)
        _, events = page.cell(session, "print(sum(len(f) for f in frames))")
        after.append(time.perf_counter() - started)
        if text(events) != "6553600\n":
            raise SystemExit(f"not rewound: {events}")
        page.call(f"/api/v1/sessions/{session}/rewind", {"before": 2})
    page.delete(session)
    print(f"rewind, 500 MB alive     answered {times(back)}   with the next cell {times(after)}", flush=True)


def crashes(url: str, rounds: int) -> None:
    """Sessions that keep their state through each kind of crash."""
    kept = 0
    kinds = list(CRASHES.values())
    for n in range(rounds):
        page = Page(url) if n % 5 == 0 else page
        session = page.session(memory="512m")
        page.cell(session, f"x = {n}")
        _, crash = page.cell(session, "x = 'lost'\n" + kinds[n % len(kinds)])
        _, events = page.cell(session, "print(x)")
        restored = [event for event in events if event["type"] == "session_restored"]
        kept += crash[-1]["status"] == "FAILED" and text(events) == f"{n}\n" and not restored
        page.delete(session)
    print(f"crashes                  {kept} of {rounds} sessions kept their state ({', '.join(CRASHES)} in turn)", flush=True)


def parked(url: str, redis: str, count: int) -> None:
    """Memory of parked sessions with three cells each, jobs and events included."""
    before = redis_bytes(redis)
    pages = [Page(url) for _ in range(count // 5)]
    sessions = [(page, page.session()) for page in pages for _ in range(5)]
    for page, session in sessions:
        for code in ("x = 1", "def f(n):\n    return n + x", "print(f(1))"):
            page.cell(session, code)
    until = time.monotonic() + 300
    while any(page.call(f"/api/v1/sessions/{session}")["status"] != "parked" for page, session in sessions):
        if time.monotonic() > until:
            raise SystemExit("not parked")
        time.sleep(1)
    each = (redis_bytes(redis) - before) / count
    words = ["docker", "ps", "-q", "--filter", "label=io.cellhive.installation=cluster-test", "--filter", "name=cellhive-ses"]
    left = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    print(f"parked                   {count} sessions: {len(left)} containers, {each / 1024:.1f} KiB of Redis each, with jobs and logs", flush=True)


def main() -> None:
    """Runs every measurement that was asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:8080")
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--pause", type=float, default=0.05, help="seconds between cells")
    arguments.add_argument("--warm-up", type=int, default=1000, help="cells before the first measured one, for the JVMs' compilers")
    arguments.add_argument("--crashes", type=int, default=100)
    arguments.add_argument("--redis", help="the container of the cluster's Redis: measures parked sessions too")
    arguments.add_argument("--only", choices=["latency", "answers", "start", "rewind", "crashes", "parked"])
    given = arguments.parse_args()
    parts = {
        "latency": lambda: latency(Page(given.url), given.rounds, given.pause, given.warm_up),
        "answers": lambda: answers(Page(given.url), max(5, given.rounds // 5)),
        "start": lambda: start(Page(given.url), max(5, given.rounds // 20)),
        "rewind": lambda: rewind(Page(given.url), max(5, given.rounds // 20)),
        "crashes": lambda: crashes(given.url, given.crashes),
        "parked": lambda: given.redis and parked(given.url, given.redis, 100),
    }
    print(f"p50 / p95 in ms, {given.rounds} rounds; session: submit to the end over the WebSocket")
    for name, part in parts.items():
        if given.only in (None, name):
            part()


if __name__ == "__main__":
    main()
