#!/usr/bin/env python3
"""How soon twenty sessions answer again when the worker that holds them is killed in the middle of a cell of each.

Usage: recovery.py FOLDER [ROUNDS], with the process ids of a cluster's nodes in FOLDER/*.pid. The killed cell, which takes four
seconds, runs again before the next one does; both are in the times. The other worker has either just started, or worked
before and had the time to fill its pool.
"""

import pathlib
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from harness import p95

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "standalone" / "front-door"))
from cluster import API, Browser, Node, at, end_all, in_the_middle, twenty_in_the_middle, twenty_sessions, until
from end_to_end import text

SLOTS = 20
CELLS = 15  # of each of twenty sessions that the other worker had before
UNCHANGED_SECONDS = 5.0
SLEEPER = "import time\nprint('asleep', flush=True)\ntime.sleep(280)"


def just_started(first: Node, second: Node) -> list[tuple[Browser, str]]:
    """Sessions on the first worker; the second one was started after them."""
    return twenty_in_the_middle(first, second)[0]


def worked_before(first: Node, second: Node) -> list[tuple[Browser, str]]:
    """Sessions on the first worker, because the second one, which had others before, was full at that time."""
    end_all(signal.SIGTERM, second, first)
    second.start(CELLHIVE_WORKER_SLOTS=str(SLOTS))
    others = twenty_sessions()
    for _ in range(CELLS):
        for one, job in [(one, one.submit("len(seen)", sessionId=session)) for one, session in others]:
            one.end(job)
    end_sessions(others)
    sleepers = [(one, one.submit(SLEEPER, limits={"wallClockMs": 300_000})) for one, _ in others]
    until(lambda: all("asleep" in text(one.call(f"/api/v1/jobs/{job}/events")[1]["events"]) for one, job in sleepers))
    first.start(CELLHIVE_WORKER_SLOTS=str(SLOTS))
    sessions = twenty_sessions()
    for one, job in sleepers:
        one.call(f"/api/v1/jobs/{job}/cancel", {})
        one.end(job)
    pools_are_full()
    in_the_middle(sessions)
    return sessions


def pools_are_full() -> None:
    """Waits until no worker makes containers any more."""
    ours = ["docker", "ps", "-q", "--filter", "label=io.cellhive.installation=cluster-test"]
    seen, since = b"", time.monotonic()
    end = since + 180
    while time.monotonic() < since + UNCHANGED_SECONDS:
        now = subprocess.run(ours, capture_output=True, check=True).stdout
        if now != seen:
            seen, since = now, time.monotonic()
        if time.monotonic() > end:
            raise SystemExit("the workers make containers without an end")
        time.sleep(0.5)


def end_sessions(sessions: list[tuple[Browser, str]]) -> None:
    for one, session in sessions:
        one.call(f"/api/v1/sessions/{session}", method="DELETE")


def seconds(one: Browser, session: str, number: int, killed: float) -> float:
    """From the kill to the answer of the next cell."""
    job = one.submit("print(seen, n)", sessionId=session)
    ended, events = one.end(job)
    if (ended["status"], text(events)) != ("SUCCEEDED", f"[{number}] {number + 1}\n"):
        raise SystemExit(f"session {number} has another state: {ended} {events}")
    return time.monotonic() - killed


def recovery(begin: Callable[[Node, Node], list[tuple[Browser, str]]]) -> list[float]:
    """One kill."""
    first, second = Node("worker-1", 18191), Node("worker-2", 18192)
    sessions = begin(first, second)
    readers = [at(one, API[n % 2]) for n, (one, _) in enumerate(sessions)]
    first.end(signal.SIGKILL)
    killed = time.monotonic()
    with ThreadPoolExecutor(len(sessions)) as threads:
        took = list(threads.map(lambda n: seconds(readers[n], sessions[n][1], n, killed), range(len(sessions))))
    end_sessions(sessions)
    first.start()
    return took


def main() -> None:
    """Kills as often as asked, each way."""
    print("next cell answered after the kill, in s")
    for name, begin in (("just started", just_started), ("worked before", worked_before)):
        took = [one for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1) for one in recovery(begin)]
        print(f"the other worker {name:13}   p50 {statistics.median(took):.1f}   p95 {p95(took):.1f}   last {max(took):.1f}")


if __name__ == "__main__":
    main()
