#!/usr/bin/env python3
"""Ten thousand jobs, then the same questions as before: has anything grown that should not? Stops with 1 if so."""

import argparse
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from harness import PRINT, Client


def _out(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def state(pid: int, jcmd: str) -> dict[str, int]:
    """Heap in MB after a collection, threads, open files, containers and their cgroups."""
    _out(jcmd, str(pid), "GC.run")
    heap = next(line for line in _out(jcmd, str(pid), "GC.heap_info").splitlines() if "used" in line)
    groups = [path for path in Path("/sys/fs/cgroup").glob("**/docker/*") if path.is_dir()]
    return {
        "heap MB": int(heap.split("used ")[1].split("K")[0]) // 1024,
        "threads": len(os.listdir(f"/proc/{pid}/task")),
        "open files": len(os.listdir(f"/proc/{pid}/fd")),
        "containers": len(_out("docker", "ps", "-aq").split()),
        "cgroups": len(groups),
    }


def main() -> None:
    """Soaks and compares. Half of the jobs come from owners that come back, half from strangers."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:8080")
    arguments.add_argument("--jobs", type=int, default=10_000)
    arguments.add_argument("--clients", type=int, default=4)
    arguments.add_argument("--pid", type=int, required=True, help="of the standalone")
    arguments.add_argument("--jcmd", default="jcmd")
    given = arguments.parse_args()
    left = iter(range(given.jobs))
    failures: list[str] = []

    def work(stranger: bool) -> None:
        client = Client(given.url, stranger)
        for _ in left:
            try:
                client.execute(PRINT, "python", "0.5")
            except SystemExit as failed:
                failures.append(str(failed))

    def run(threads: list[threading.Thread]) -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    warming = Client(given.url, stranger=False)
    for _ in range(200):
        warming.execute(PRINT, "python", "0.5")
    time.sleep(30)
    before = state(given.pid, given.jcmd)
    started = time.perf_counter()
    run([threading.Thread(target=work, args=(number % 2 == 0,)) for number in range(given.clients)])
    print(f"{given.jobs} jobs in {time.perf_counter() - started:.0f} s, {len(failures)} failed {failures[:3]}")
    time.sleep(30)
    after = state(given.pid, given.jcmd)
    grown = bool(failures)
    for name, was in before.items():
        more = after[name] > was * 1.25 + 10
        grown |= more
        print(f"  {name:11} {was:6} -> {after[name]:6}{'  GROWN' if more else ''}")
    sys.exit(1 if grown else 0)


if __name__ == "__main__":
    main()
