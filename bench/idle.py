#!/usr/bin/env python3
"""What a standalone uses while nobody wants anything: without warm containers, then with 200. Starts one of its own for each."""

import argparse
import os
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from harness import cpu_seconds

LABEL = "label=io.cellhive.installation=bench-idle"


def containers(*more: str) -> list[str]:
    """Ids of those that are ours."""
    return subprocess.run(["docker", "ps", "-q", "--filter", LABEL, *more], capture_output=True, text=True, check=True).stdout.split()


def resident(pid: int) -> int:
    """Bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def until_warm(node: subprocess.Popen, count: int, url: str) -> None:
    """Waits until the node answers and so many containers stand."""
    until = time.monotonic() + 60 + 3 * count
    while True:
        if node.poll() is not None:
            raise SystemExit(f"the node ended; is {url} taken?")
        try:
            urllib.request.urlopen(f"{url}/actuator/health", timeout=5).close()
            if len(containers()) >= count:
                return
        except OSError:
            pass
        if time.monotonic() > until:
            raise SystemExit(f"{len(containers())} of {count} containers after {60 + 3 * count} s")
        time.sleep(1)


def measure(command: list[str], count: int, seconds: float, url: str) -> None:
    """One line."""
    with tempfile.TemporaryDirectory() as data:
        pool = [f"--cellhive.pool.most={count}", f"--cellhive.pool.class-size={count}", "--cellhive.pool.budget=64GB"]
        node = subprocess.Popen([*command, *pool, f"--cellhive.data-dir={data}"], stdout=subprocess.DEVNULL)
        try:
            until_warm(node, count, url)
            time.sleep(15)
            before = cpu_seconds(node.pid)
            time.sleep(seconds)
            used = (cpu_seconds(node.pid) - before) / seconds
            threads = len(os.listdir(f"/proc/{node.pid}/task"))
            files = len(os.listdir(f"/proc/{node.pid}/fd"))
            print(f"{len(containers()):4} warm containers: {threads:4} threads, {files:4} open files, "
                  f"{used * 1000:5.1f} ms of CPU per second, {resident(node.pid) / 2**20:5.0f} MB resident", flush=True)  # fmt: skip
        finally:
            node.terminate()
            node.wait()
            left = containers("-a")
            if left:
                subprocess.run(["docker", "rm", "-f", *left], stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    """Measures both."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--java", default="java")
    arguments.add_argument("--jar", default="standalone/target/cellhive-standalone.jar")
    arguments.add_argument("--port", type=int, default=18180)
    arguments.add_argument("--containers", type=int, default=200)
    arguments.add_argument("--seconds", type=float, default=20, help="how long the CPU time is watched")
    given = arguments.parse_args()
    command = [given.java, "-jar", given.jar, f"--server.port={given.port}", "--server.address=127.0.0.1"]
    command.append("--cellhive.installation=bench-idle")
    for count in (0, given.containers):
        measure(command, count, given.seconds, f"http://127.0.0.1:{given.port}")


if __name__ == "__main__":
    main()
