#!/usr/bin/env python3
"""Many owners press Run at the same instant on an idle system: time to the first and to the last result."""

import argparse
import threading
import time
from collections.abc import Callable

from harness import PRINT, Client, docker_run, p95


def burst(size: int, call: Callable[[int], object]) -> list[float]:
    """Seconds from the common start to each result, sorted."""
    ends: list[float] = []
    gate = threading.Barrier(size + 1)

    def press(number: int) -> None:
        gate.wait()
        call(number)
        ends.append(time.perf_counter())

    threads = [threading.Thread(target=press, args=(number,)) for number in range(size)]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return sorted(end - started for end in ends)


def main() -> None:
    """Measures and prints. The first burst of a size is one that the pool could not expect."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:8080")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--settle", type=float, default=20, help="idle seconds before each burst")
    given = arguments.parse_args()
    print("seconds to the first / p95 / last result")
    for size in (30, 100):
        for number in range(given.rounds):
            time.sleep(given.settle)
            clients = [Client(given.url, stranger=True) for _ in range(size)]
            ends = burst(size, lambda i, clients=clients: clients[i].execute(PRINT, "python", "0.5"))
            print(f"  cellhive   {size:4} jobs, burst {number + 1}: {ends[0]:.2f} / {p95(ends):.2f} / {ends[-1]:.2f}", flush=True)
        if size == 30:
            ends = burst(size, lambda _: docker_run(PRINT, "python", "0.5"))
            print(f"  docker run {size:4} jobs:          {ends[0]:.2f} / {p95(ends):.2f} / {ends[-1]:.2f}", flush=True)


if __name__ == "__main__":
    main()
