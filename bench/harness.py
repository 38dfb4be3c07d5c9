"""What the benchmarks share: a keep-alive client, `docker run` and the daemon's own API with the same caps, medians."""

import http.client
import json
import math
import os
import socket
import statistics
import subprocess
import time
import urllib.parse

PRINT = "print(1)"
PLOT = (
    "import numpy as np\nimport matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\n"
    "x = np.linspace(0, 6.28, 200)\nplt.plot(x, np.sin(x))\nplt.title('sine')\n"
)
# Cellhive draws and delivers an open figure by itself; the peer has to say so.
SAVE = "import io\nplt.savefig(io.BytesIO(), format='png')\n"
CAPS = (
    "--network none --pids-limit 50 --read-only --cap-drop ALL --security-opt no-new-privileges --log-driver none "
    "--tmpfs /workspace:rw,nosuid,nodev,size=64m,uid=10001,gid=10001 --tmpfs /tmp:rw,nosuid,nodev,size=64m,uid=10001,gid=10001 "
    "-u 10001 --env HOME=/tmp --env MPLCONFIGDIR=/tmp/mpl"
).split()
DOCKER_SOCKET = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock").removeprefix("unix://")


class Client:
    """One keep-alive connection. With `stranger`, each request comes from an owner that nobody saw before."""

    def __init__(self, url: str, stranger: bool, cookie: str | None = None) -> None:
        """`url` as http://host:port; `cookie` of an owner that is known already."""
        address = urllib.parse.urlsplit(url)
        self._http = http.client.HTTPConnection(address.hostname, address.port, timeout=300)
        self._stranger = stranger
        self.cookie = cookie

    def call(self, path: str, body: object = None, method: str | None = None) -> dict:
        """The JSON answer, {} for an empty one; raises SystemExit for an error status."""
        headers = {"Content-Type": "application/json"} | ({"Cookie": self.cookie} if self.cookie else {})
        data = None if body is None else json.dumps(body)
        self._http.request(method or ("GET" if body is None else "POST"), path, data, headers)
        answer = self._http.getresponse()
        text = answer.read()
        given = answer.getheader("Set-Cookie")
        if given and not self._stranger:
            self.cookie = given.split(";")[0]
        if answer.status >= 400:
            raise SystemExit(f"{path}: {answer.status} {text[:300]!r}")
        return json.loads(text) if text else {}

    def execute(self, code: str, runtime: str, cpu: str) -> float:
        """Seconds of one POST /execute; raises SystemExit when the run failed."""
        started = time.perf_counter()
        answer = self.call("/execute", {"code": code, "files": [], "runtime": runtime, "mem": "512m", "cpu": cpu})
        taken = time.perf_counter() - started
        if answer["error"]:
            raise SystemExit(f"a run failed: {answer['error']}")
        return taken


def docker_run(code: str, runtime: str, cpu: str) -> float:
    """Seconds of one plain `docker run` of the code; raises when it fails."""
    started = time.perf_counter()
    subprocess.run(
        ["docker", "run", "--rm", "--cpus", cpu, "--memory", "512m", "--memory-swap", "512m", *CAPS,
         "--entrypoint", "python", f"cellhive/{runtime}:3.11", "-c", code],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - started


class Daemon(http.client.HTTPConnection):
    """The Docker Engine API over its socket: what the daemon itself can do, without a client in between."""

    def __init__(self) -> None:
        """Connects with the first request."""
        super().__init__("localhost")

    def connect(self) -> None:
        """Over the unix socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(DOCKER_SOCKET)

    def ask(self, method: str, path: str, body: object = None) -> dict:
        """The JSON answer; raises SystemExit for an error status."""
        self.request(method, f"/v1.41{path}", None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        answer = self.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{path}: {text[:300]!r}")
        return json.loads(text) if text else {}

    def life(self, cpu: str, disabled: bool) -> float:
        """Seconds to create, start and remove a container that does nothing, with the same caps; `disabled` tells how it has no network."""
        started = time.perf_counter()
        tmpfs = "rw,nosuid,nodev,size=64m,uid=10001,gid=10001"
        made = self.ask("POST", "/containers/create", {
            "Image": "cellhive/python:3.11", "Entrypoint": ["sleep", "60"], "User": "10001:10001", "NetworkDisabled": disabled,
            "HostConfig": {
                "NetworkMode": "none", "Memory": 512 << 20, "MemorySwap": 512 << 20, "PidsLimit": 50, "ReadonlyRootfs": True,
                "CpuPeriod": 100_000, "CpuQuota": int(float(cpu) * 100_000), "CapDrop": ["ALL"],
                "SecurityOpt": ["no-new-privileges"], "LogConfig": {"Type": "none"}, "IpcMode": "private",
                "Tmpfs": {"/workspace": tmpfs, "/tmp": tmpfs},
            },
        })  # fmt: skip
        self.ask("POST", f"/containers/{made['Id']}/start")
        self.ask("DELETE", f"/containers/{made['Id']}?force=true")
        return time.perf_counter() - started


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has taken so far, user and system."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def redis_bytes(container: str) -> int:
    """What the Redis in this container uses now."""
    words = ["docker", "exec", container, "redis-cli", "info", "memory"]
    answer = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return next(int(line.split(":")[1]) for line in answer.splitlines() if line.startswith("used_memory:"))


def p95(values: list[float]) -> float:
    """The 95th percentile by nearest rank."""
    return sorted(values)[max(0, math.ceil(len(values) * 0.95) - 1)]


def times(values: list[float]) -> str:
    """p50 / p95 in ms."""
    return f"{statistics.median(values) * 1000:7.1f} / {p95(values) * 1000:7.1f}"
