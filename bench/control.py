#!/usr/bin/env python3
"""The control plane alone, with a worker that has no containers (./cellhive bench control starts it).

Jobs per second through HTTP, Redis and RabbitMQ; latency at half that load; Redis memory per 1,000 queued jobs. With
--queue, while no worker runs, only the last.
"""

import argparse
import statistics
import subprocess
import threading
import time
from collections.abc import Callable

from harness import PRINT, Client, times

REDIS = "cellhive-test-redis"


def redis_memory() -> int:
    """Bytes that Redis uses."""
    told = subprocess.run(["docker", "exec", REDIS, "redis-cli", "info", "memory"], capture_output=True, text=True, check=True).stdout
    return int(next(line for line in told.splitlines() if line.startswith("used_memory:")).split(":")[1])


def submit(client: Client) -> str:
    """One job; the id."""
    return client.call("/api/v1/jobs", {"code": PRINT, "runtime": "python"})["id"]


def end(client: Client, job: str) -> None:
    """Waits until it has ended well."""
    page: dict = {"lastSeq": 0, "done": False}
    while not page["done"]:
        page = client.call(f"/api/v1/jobs/{job}/events?after={page['lastSeq']}&waitMs=20000")
    status = client.call(f"/api/v1/jobs/{job}")["status"]
    if status != "SUCCEEDED":
        raise SystemExit(f"a job ended as {status}")


def together(owners: int, work: Callable[[int], None]) -> float:
    """Seconds until each owner's work is done."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(owners)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def throughput(url: str, jobs: int, owners: int) -> float:
    """Jobs per second from the first submit to the last end."""

    def work(_: int) -> None:
        client = Client(url, stranger=False)
        for job in [submit(client) for _ in range(jobs // owners)][-1:]:
            end(client, job)

    return jobs / together(owners, work)


def latency(url: str, per_second: float, seconds: float, owners: int) -> list[float]:
    """Seconds from submit to end of jobs that come at this rate."""
    taken: list[float] = []

    def work(number: int) -> None:
        client = Client(url, stranger=False)
        begin = time.perf_counter() + number / per_second
        for step in range(int(per_second * seconds / owners)):
            time.sleep(max(0.0, begin + step * owners / per_second - time.perf_counter()))
            started = time.perf_counter()
            end(client, submit(client))
            taken.append(time.perf_counter() - started)

    together(owners, work)
    return taken


def main() -> None:
    """Measures and prints."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:18181")
    arguments.add_argument("--jobs", type=int, default=4_000)
    arguments.add_argument("--owners", type=int, default=16)
    arguments.add_argument("--queue", action="store_true")
    given = arguments.parse_args()
    if given.queue:
        client = Client(given.url, stranger=False)
        submit(client)
        before = redis_memory()
        for _ in range(1_000):
            submit(client)
        print(f"1,000 queued jobs use {(redis_memory() - before) / 2**20:.1f} MB of Redis")
        return
    throughput(given.url, given.jobs, given.owners)
    rates = [throughput(given.url, given.jobs, given.owners) for _ in range(3)]
    best = statistics.median(rates)
    print(f"{best:.0f} jobs/s (three rounds of {given.jobs} jobs of {given.owners} owners: {', '.join(f'{rate:.0f}' for rate in rates)})")
    print(f"at half that load, from submit to end: {times(latency(given.url, best / 2, 10, given.owners))} ms")


if __name__ == "__main__":
    main()
