#!/usr/bin/env python3
"""How soon twenty sessions answer again when the worker that holds them is killed in the middle of a cell of each.

Usage: recovery.py FOLDER [ROUNDS], with the process ids of a cluster's nodes in FOLDER/*.pid. The killed cell, which takes four
seconds, runs again before the next one does; both are in the times.
"""

import pathlib
import signal
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from harness import p95

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "standalone" / "front-door"))
from cluster import API, Browser, Node, at, twenty_in_the_middle
from end_to_end import text


def seconds(one: Browser, session: str, number: int, killed: float) -> float:
    """From the kill to the answer of the next cell."""
    job = one.submit("print(seen, n)", sessionId=session)
    ended, events = one.end(job)
    if (ended["status"], text(events)) != ("SUCCEEDED", f"[{number}] {number + 1}\n"):
        raise SystemExit(f"session {number} has another state: {ended} {events}")
    return time.monotonic() - killed


def recovery() -> list[float]:
    """One kill."""
    first, second = Node("worker-1", 18191), Node("worker-2", 18192)
    sessions, _ = twenty_in_the_middle(first, second)
    readers = [at(one, API[n % 2]) for n, (one, _) in enumerate(sessions)]
    first.end(signal.SIGKILL)
    killed = time.monotonic()
    with ThreadPoolExecutor(len(sessions)) as threads:
        took = list(threads.map(lambda n: seconds(readers[n], sessions[n][1], n, killed), range(len(sessions))))
    for one, session in sessions:
        one.call(f"/api/v1/sessions/{session}", method="DELETE")
    first.start()
    return took


def main() -> None:
    """Kills as often as asked."""
    took = [one for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1) for one in recovery()]
    print(f"next cell answered after the kill: p50 {statistics.median(took):.1f} s, p95 {p95(took):.1f} s, last {max(took):.1f} s")


if __name__ == "__main__":
    main()
