"""A session in a container of its own, spoken to over `docker run -i` as a worker does over the attached stream."""

import json
import os
import subprocess
import sys
from pathlib import Path

from harness import CAPS

sys.path.insert(0, str(Path(__file__).parents[1] / "runtimes/runner/src"))
from cellhive_runner.frames import Decoder, encode  # noqa: E402

LIMITS = {
    "wallClockMs": 60_000, "graceMs": 200, "outputBytes": 1_000_000, "figures": 20, "figurePixels": 8_000_000,
    "figureBytes": 8_000_000, "artifacts": 20, "artifactBytes": 1_000_000,
}  # fmt: skip


class Session:
    """One container with a session in it."""

    source: str | None = None

    def __init__(self, image: str, memory: str, threads: int, snapshots: int, preload: str = "numpy,pandas") -> None:
        """Starts it and waits until it is ready. `snapshots`: how many it may keep."""
        caps = ["--memory", memory, "--memory-swap", memory, "--cpus", str(threads), *CAPS]
        if Session.source:
            caps += ["--volume", f"{Session.source}:/opt/cellhive/runner/cellhive_runner:ro"]
        environment = ["--env", f"CELLHIVE_PRELOAD={preload}", "--env", "CELLHIVE_AHEAD=1", "--env", f"CELLHIVE_THREADS={threads}"]
        self._process = subprocess.Popen(
            ["docker", "run", "-i", "--rm", *caps, *environment, image], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._decoder, self._frames = Decoder(), []
        self.limits, self._threads, self.count = {**LIMITS, "snapshots": snapshots}, threads, 0
        assert self.next()[0]["type"] == "ready"

    def send(self, header: dict, payload: bytes = b"") -> None:
        """One frame."""
        self._process.stdin.write(encode(header, payload))
        self._process.stdin.flush()

    def next(self) -> tuple[dict, bytes]:
        """The next frame; raises SystemExit when the container is gone."""
        while not self._frames:
            chunk = os.read(self._process.stdout.fileno(), 1 << 20)
            if not chunk:
                raise SystemExit("the container is gone")
            self._frames += self._decoder.feed(chunk)
        return self._frames.pop(0)

    def cell(self, code: str) -> dict:
        """Runs a cell; its reply, with everything printed as `text`."""
        self.count += 1
        job = {"session": True, "id": f"job{self.count}", "executionCount": self.count}
        request = {"type": "execute_request", "cell": 1, "limits": self.limits, "threads": self._threads, "again": False}
        self.send({**request, **job}, code.encode())
        text = ""
        while True:
            header, payload = self.next()
            if header["type"] == "output":
                output = json.loads(payload)
                text += output.get("text", "") or "\n".join(output.get("traceback", []))
            if header["type"] == "execute_reply":
                return {**header, "text": text}

    def ask(self, kind: str, payload: bytes = b"", **fields: object) -> dict:
        """The answer to a request, without its payload."""
        self.send({"type": f"{kind}_request", **fields}, payload)
        return self.next()[0]

    def close(self) -> None:
        """Lets it end."""
        self.send({"type": "shutdown"})
        self._process.wait(30)
