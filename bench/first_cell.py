#!/usr/bin/env python3
"""End-to-end time of print(1) and of a sine plot: both doors of Cellhive beside a plain `docker run` with the same caps.

All sides run in turn in the same process, so that noise hits each. Every run comes from another owner (--one-owner: from
one), so each gets a container that nobody used before. Prints medians and p95 in ms and the ratio of the medians.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from harness import PLOT, PRINT, SAVE, Client, docker_run, p95, times
from stream import Stream

PROGRAMS = (("print(1)", PRINT, "python"), ("sine plot", PLOT, "base"))
FLOOD = "while True: print('x' * 1000)"
HOG = "x = []\nwhile True: x.append(bytearray(16 << 20))"


def job(client: Client, code: str, runtime: str, cpu: float) -> str:
    """Submits; the id."""
    return client.call("/api/v1/jobs", {"code": code, "runtime": runtime, "limits": {"memory": "512m", "cpu": cpu}})["id"]


def to_the_end(client: Client, job_id: str, after: int = 0) -> dict:
    """Follows by long polling to the terminal event, which it returns."""
    while True:
        page = client.call(f"/api/v1/jobs/{job_id}/events?after={after}&waitMs=20000")
        for event in page["events"]:
            after = event["seq"]
            if event["type"] == "status" and event["status"] not in ("QUEUED", "RUNNING"):
                return event


def through_jobs(url: str, code: str, runtime: str, cpu: float) -> float:
    """Seconds from the submit to the terminal event on an open WebSocket, as a page sees it."""
    client = Client(url, stranger=False)
    client.call("/api/v1/runtimes")
    stream = Stream(url, client.cookie or "")
    started = time.perf_counter()
    event = stream.to_the_end(job(client, code, runtime, cpu))
    taken = time.perf_counter() - started
    stream.close()
    if event["status"] != "SUCCEEDED":
        raise SystemExit(f"a run failed: {event}")
    return taken


def compare(given: argparse.Namespace, name: str, code: str, runtime: str, cpu: str) -> None:
    """One line of the table."""
    client = Client(given.url, stranger=not given.one_owner)
    execute: list[float] = []
    jobs: list[float] = []
    peer: list[float] = []
    for _ in range(3):  # the pool learns that there is demand for these caps
        client.execute(code, runtime, cpu)
        time.sleep(3)
    for _ in range(given.rounds):
        time.sleep(given.pause)
        execute.append(client.execute(code, runtime, cpu))
        time.sleep(given.pause)
        jobs.append(through_jobs(given.url, code, runtime, float(cpu)))
        peer.append(docker_run(code + (SAVE if code == PLOT else ""), runtime, cpu))
    ratio = statistics.median(peer) / statistics.median(execute)
    spread = p95(execute) / statistics.median(execute)
    print(f"{name:9} {cpu:>3} CPU   /execute {times(execute)}   jobs {times(jobs)}   docker run {times(peer)}"
          f"   ratio {ratio:5.1f}   p95/p50 {spread:3.1f}", flush=True)  # fmt: skip


def interrupt(url: str) -> float:
    """Seconds from a cancel to the terminal event of a loop that never ends."""
    client = Client(url, stranger=False)
    client.call("/api/v1/runtimes")
    running = job(client, "print(1, flush=True)\nwhile True: pass", "python", 1.0)
    while client.call(f"/api/v1/jobs/{running}")["lastSeq"] < 3:
        time.sleep(0.01)
    started = time.perf_counter()
    client.call(f"/api/v1/jobs/{running}/cancel", {})
    to_the_end(client, running)
    return time.perf_counter() - started


def verdict(url: str, code: str, reason: str) -> float:
    """Seconds from the submit to the verdict."""
    client = Client(url, stranger=False)
    client.call("/api/v1/runtimes")
    started = time.perf_counter()
    event = to_the_end(client, job(client, code, "python", 1.0))
    if event["reason"] != reason:
        raise SystemExit(f"not {reason}: {event}")
    return time.perf_counter() - started


def main() -> None:
    """Runs every comparison and prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:8080")
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--pause", type=float, default=0.5, help="seconds between runs: what a reader needs at least")
    arguments.add_argument("--warm-up", type=int, default=300, help="runs before the first measured one, for the JVM's compiler")
    arguments.add_argument("--one-owner", action="store_true")
    given = arguments.parse_args()
    warming = Client(given.url, stranger=False)
    for _ in range(given.warm_up):
        warming.execute(PRINT, "python", "0.5")
    stranger = Client(given.url, stranger=True)  # why too: a container that is new to its owner takes another way through the code
    for _ in range(given.warm_up // 20):
        stranger.execute(PRINT, "python", "0.5")
    time.sleep(10)
    print(f"p50 / p95 in ms, {given.rounds} rounds each after {given.warm_up} to warm up, 512 MB; ratio: docker run / /execute")
    for cpu in ("0.5", "1.0"):
        for name, code, runtime in PROGRAMS:
            compare(given, name, code, runtime, cpu)
    few = range(max(5, given.rounds // 2))

    def apart(measured: Callable[[], float]) -> str:
        taken = []
        for _ in few:
            time.sleep(given.pause)  # the pool replaces what the round before has used up, as it does between two readers' runs
            taken.append(measured())
        return times(taken)

    print(f"interrupt, from the cancel to the end: {apart(lambda: interrupt(given.url))}")
    print(f"flood, from the submit to the verdict: {apart(lambda: verdict(given.url, FLOOD, 'OUTPUT_LIMIT'))}")
    print(f"out of memory, to the verdict:         {apart(lambda: verdict(given.url, HOG, 'MEMORY_LIMIT'))}")


if __name__ == "__main__":
    main()
