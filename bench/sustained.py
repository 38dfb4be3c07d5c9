#!/usr/bin/env python3
"""Sustained jobs per second: every job another owner, beside `docker run` and beside the daemon's create + start + remove.

The daemon's own rate is what its API can do with containers that have the same caps and run nothing: with network mode `none`,
as `docker run` has it, and with the network disabled, as ours are made, which costs the daemon less. Then one owner's jobs one
after another. The sides run in turn, each for the same time, and twice, so that drifting noise shows.
"""

import argparse
import statistics
import threading
import time
from collections.abc import Callable

from harness import PLOT, PRINT, Client, Daemon, docker_run, times


REFILL_SECONDS = 30  # for the pool that the owners before have emptied: what is measured next needs none of it


def rate(seconds: float, clients: int, make: Callable[[], Callable[[], object]]) -> tuple[float, list[float]]:
    """Jobs per second and each one's seconds, with so many clients; `make` gives a client's one call."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    def work() -> None:
        call = make()
        while time.perf_counter() < until:
            started = time.perf_counter()
            call()
            taken.append(time.perf_counter() - started)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / (time.perf_counter() - started), taken


def main() -> None:
    """Measures and prints."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:8080")
    arguments.add_argument("--seconds", type=float, default=20)
    arguments.add_argument("--clients", type=int, default=4)
    given = arguments.parse_args()

    def cellhive(stranger: bool, code: str = PRINT, runtime: str = "python", cpu: str = "0.5") -> Callable[[], Callable[[], object]]:
        def make() -> Callable[[], object]:
            client = Client(given.url, stranger)
            return lambda: client.execute(code, runtime, cpu)

        return make

    def daemon(disabled: bool) -> Callable[[], object]:
        connection = Daemon()
        return lambda: connection.life("0.5", disabled)

    sides = {
        "cellhive": cellhive(stranger=True),
        "docker run": lambda: lambda: docker_run(PRINT, "python", "0.5"),
        "daemon": lambda: daemon(disabled=False),
        "disabled": lambda: daemon(disabled=True),
    }
    rates: dict[str, list[float]] = {name: [] for name in sides}
    print(f"print(1), every job another owner, {given.clients} clients, {given.seconds:.0f} s each, twice")
    for _ in range(2):
        for name, make in sides.items():
            per_second, taken = rate(given.seconds, given.clients, make)
            rates[name].append(per_second)
            print(f"  {name:11} {per_second:6.1f} jobs/s   {times(taken)} ms", flush=True)
            time.sleep(6)
    ratio = {name: statistics.mean(rates["cellhive"]) / statistics.mean(rates[name]) for name in sides}
    print(f"  ratio to docker run {ratio['docker run']:.2f}, to the daemon's own rate {ratio['daemon']:.2f}, with the network disabled {ratio['disabled']:.2f}")
    print("one owner's jobs one after another")
    time.sleep(REFILL_SECONDS)
    for name, code, runtime, cpu in (("print(1)", PRINT, "python", "1.0"), ("sine plot", PLOT, "base", "1.0")):
        per_second, taken = rate(given.seconds, 1, cellhive(False, code, runtime, cpu))
        print(f"  {name:11} {per_second:6.1f} jobs/s   {times(taken)} ms", flush=True)


if __name__ == "__main__":
    main()
