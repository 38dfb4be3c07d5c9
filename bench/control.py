#!/usr/bin/env python3
"""The control plane alone, with a worker that has no containers (./cellhive bench control starts it).

Jobs per second through HTTP, Redis and RabbitMQ, and the processor time that each process takes for a job; latency at
half that load; Redis memory per 1,000 queued jobs. With --queue, while no worker runs, only the last. Everything shares
this machine, the client too: what bounds the rate is the sum of those times over the cores.
"""

import argparse
import statistics
import subprocess
import urllib.parse
from pathlib import Path

from harness import PRINT, Client, cpu_seconds, redis_bytes, times

REDIS = "cellhive-test-redis"
RABBIT = "cellhive-test-rabbitmq"
LOAD = Path(__file__).parent / "Load.java"


def queue(url: str) -> None:
    """Prints what a thousand queued jobs take."""
    client = Client(url, stranger=False)
    job = {"code": PRINT, "runtime": "python"}
    client.call("/api/v1/jobs", job)
    before = redis_bytes(REDIS)
    for _ in range(1_000):
        client.call("/api/v1/jobs", job)
    print(f"1,000 queued jobs use {(redis_bytes(REDIS) - before) / 2**20:.1f} MB of Redis")


def tree(pid: int) -> list[int]:
    """The process and all below it."""
    below = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    return [pid, *(deeper for child in below for deeper in tree(child))]


def container(name: str) -> list[int]:
    """The processes of a container of this machine's own daemon."""
    told = subprocess.run(["docker", "inspect", "-f", "{{.State.Pid}}", name], capture_output=True, text=True, check=True).stdout
    return tree(int(told))


def spent(pids: list[int]) -> float:
    """Milliseconds of processor time so far."""
    return sum(map(cpu_seconds, pids)) * 1000


class Load:
    """The client, a process of its own that stays warm, and what everybody takes while it works."""

    def __init__(self, java: str, url: str, nodes: dict[str, int]) -> None:
        """`nodes`: the JVMs by name."""
        address = urllib.parse.urlsplit(url)
        command = [java, "-Xmx256m", str(LOAD), str(address.hostname), str(address.port)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._pids = {name: [pid] for name, pid in nodes.items()}
        self._pids |= {"Redis": container(REDIS), "RabbitMQ": container(RABBIT), "client": [self._process.pid]}

    def order(self, order: str, jobs: int) -> tuple[list[float], dict[str, float]]:
        """What it answers, and milliseconds of processor time per job by process."""
        before = {name: spent(pids) for name, pids in self._pids.items()}
        print(order, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit("the client failed")
        taken = {name: (spent(pids) - before[name]) / jobs for name, pids in self._pids.items()}
        return [float(word) for word in answer.split()], taken

    def close(self) -> None:
        """Ends the client."""
        self._process.stdin.close()
        self._process.wait()


def said(taken: dict[str, float]) -> str:
    """Processor time per job in words."""
    return ", ".join(f"{name} {ms:.2f}" for name, ms in taken.items()) + f"; {sum(taken.values()):.2f} together"


def measure(load: Load, jobs: int, owners: int, warm: int) -> None:
    """Prints rate, processor time and latency."""
    rates = []
    for number in range(warm + 3):
        (seconds,), taken = load.order(f"rate {jobs} {owners}", jobs)
        rates.append(jobs / seconds)
        print(f"{'warming up' if number < warm else 'measured':10} {rates[-1]:5.0f} jobs/s   ms of processor per job: {said(taken)}", flush=True)
    middle = statistics.median(rates[warm:])
    print(f"{middle:.0f} jobs/s (the middle of three rounds of {jobs} jobs of {owners} owners)")
    half = int(middle * 5)
    load.order(f"times {middle / 2} {half} {4 * owners}", half)
    taken, by = load.order(f"times {middle / 2} {half} {4 * owners}", half)
    print(f"at half that load, from when a job was due to its end: {times([each / 1000 for each in taken])} ms   ms of processor per job: {said(by)}")


def main() -> None:
    """Measures and prints."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:18181")
    arguments.add_argument("--java", default="java", help="a JDK 25 or newer, for the client")
    arguments.add_argument("--nodes", default=".cellhive/cluster", help="the folder of api-1.pid and worker-0.pid")
    arguments.add_argument("--jobs", type=int, default=6_000)
    arguments.add_argument("--owners", type=int, default=16)
    arguments.add_argument("--warm", type=int, default=4, help="rounds before it counts: a JVM compiles what it runs often")
    arguments.add_argument("--queue", action="store_true")
    given = arguments.parse_args()
    if given.queue:
        queue(given.url)
        return
    nodes = {name: int((Path(given.nodes) / f"{file}.pid").read_text()) for name, file in {"API": "api-1", "worker": "worker-0"}.items()}
    load = Load(given.java, given.url, nodes)
    measure(load, given.jobs, given.owners, given.warm)
    load.close()


if __name__ == "__main__":
    main()
