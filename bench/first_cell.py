#!/usr/bin/env python3
"""End-to-end time of print(1) and of a sine plot: Cellhive's POST /execute beside a plain `docker run` with the same caps.

Both sides run in turn in the same process, so that noise hits both. Prints medians and p95 in ms and the ratio.
Usage: first_cell.py [--url http://127.0.0.1:8080] [--rounds 15] [--cpu 0.5]
"""

import argparse
import http.cookiejar
import json
import math
import statistics
import subprocess
import time
import urllib.request

PRINT = "print(1)"
PLOT = (
    "import numpy as np\nimport matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\n"
    "x = np.linspace(0, 6.28, 200)\nplt.plot(x, np.sin(x))\nplt.title('sine')\n"
)
CAPS = (
    "--network none --pids-limit 50 --read-only --cap-drop ALL --security-opt no-new-privileges --log-driver none "
    "--tmpfs /workspace:rw,nosuid,nodev,size=64m,uid=10001,gid=10001 --tmpfs /tmp:rw,nosuid,nodev,size=64m,uid=10001,gid=10001 "
    "-u 10001 --env HOME=/tmp --env MPLCONFIGDIR=/tmp/mpl"
).split()


def docker_run(code: str, image: str, cpu: str) -> float:
    """Seconds of one plain `docker run` of the code; raises when it fails."""
    started = time.perf_counter()
    subprocess.run(
        ["docker", "run", "--rm", "--cpus", cpu, "--memory", "512m", "--memory-swap", "512m", *CAPS,
         "--entrypoint", "python", image, "-c", code],
        check=True, stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def cellhive(opener: urllib.request.OpenerDirector, url: str, code: str, runtime: str, cpu: str) -> float:
    """Seconds of one POST /execute round trip; raises when the answer is an error."""
    body = json.dumps({"code": code, "files": [], "runtime": runtime, "mem": "512m", "cpu": cpu}).encode()
    request = urllib.request.Request(f"{url}/execute", body, {"Content-Type": "application/json"})
    started = time.perf_counter()
    answer = json.load(opener.open(request, timeout=120))
    taken = time.perf_counter() - started
    if answer["error"]:
        raise SystemExit(f"a run failed: {answer['error']}")
    return taken


def p95(values: list[float]) -> float:
    """The 95th percentile by nearest rank."""
    return sorted(values)[max(0, math.ceil(len(values) * 0.95) - 1)]


def row(name: str, ours: list[float], peer: list[float]) -> str:
    """One line of the table, times in ms."""
    ratio = statistics.median(peer) / statistics.median(ours)
    return (
        f"{name:10} cellhive {statistics.median(ours) * 1000:7.0f} / {p95(ours) * 1000:7.0f}"
        f"   docker run {statistics.median(peer) * 1000:7.0f} / {p95(peer) * 1000:7.0f}   ratio {ratio:.2f}"
    )


def main() -> None:
    """Runs both programs on both sides and prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default="http://127.0.0.1:8080")
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--cpu", default="0.5")
    given = arguments.parse_args()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    print(f"p50 / p95 in ms, {given.rounds} rounds each, {given.cpu} CPU, 512 MB; ratio above 1: Cellhive is faster")
    for name, code, runtime in (("print(1)", PRINT, "python"), ("sine plot", PLOT, "base")):
        ours: list[float] = []
        peer: list[float] = []
        cellhive(opener, given.url, code, runtime, given.cpu)
        docker_run(code, f"cellhive/{runtime}:3.11", given.cpu)
        for _ in range(given.rounds):
            ours.append(cellhive(opener, given.url, code, runtime, given.cpu))
            peer.append(docker_run(code, f"cellhive/{runtime}:3.11", given.cpu))
        print(row(name, ours, peer), flush=True)


if __name__ == "__main__":
    main()
