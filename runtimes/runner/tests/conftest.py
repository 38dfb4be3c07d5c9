"""A runner as a worker sees it: a process that speaks frames."""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cellhive_runner.frames import Decoder, encode

LIMITS = {
    "wallClockMs": 20_000, "graceMs": 200, "outputBytes": 100_000, "figures": 3, "figurePixels": 4_000_000,
    "figureBytes": 4_000_000, "artifacts": 5, "artifactBytes": 100_000,
}  # fmt: skip


class Runner:
    """Starts `python -m cellhive_runner`, or Python with `program`, on the host: with a workspace of its own and `more` environment."""

    def __init__(self, folder: Path, *program: str, **more: str) -> None:
        self.workspace = folder / "workspace"
        self.workspace.mkdir()
        temporary = folder / "tmp"
        temporary.mkdir()
        environment = {**os.environ, "CELLHIVE_WORKSPACE": str(self.workspace), "CELLHIVE_TMP": str(temporary), **more}
        self.process = subprocess.Popen(
            [sys.executable, *(program or ("-m", "cellhive_runner"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self._decoder = Decoder()
        self._frames: list = []
        self.ready = self.next()[0]

    def send(self, header: dict, payload: bytes = b"") -> None:
        self.process.stdin.write(encode(header, payload))
        self.process.stdin.flush()

    def next(self, seconds: float = 30) -> tuple[dict, bytes]:
        until = time.monotonic() + seconds
        while not self._frames:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))
            assert ready, "the runner said nothing"
            chunk = os.read(self.process.stdout.fileno(), 1 << 20)
            assert chunk, "the runner is gone"
            self._frames += self._decoder.feed(chunk)
        return self._frames.pop(0)

    def start(self, code: str, again: bool = False, **limits: int) -> None:
        request = {"type": "execute_request", "cell": 7, "limits": {**LIMITS, **limits}, "threads": 1, "again": again}
        self.send(request, code.encode())

    def finish(self) -> "Result":
        result = Result()
        while True:
            header, payload = self.next()
            result.take(header, payload)
            if header["type"] == "execute_reply":
                return result

    def run(self, code: str, again: bool = False, **limits: int) -> "Result":
        self.start(code, again, **limits)
        return self.finish()


class Result:
    """Everything one run said."""

    def __init__(self) -> None:
        self.outputs: list[tuple[str, dict]] = []
        self.artifacts: dict[str, bytes] = {}
        self.skipped: dict[str, str] = {}
        self.reply: dict = {}
        self.variables: list[dict] = []

    def take(self, header: dict, payload: bytes) -> None:
        if header["type"] == "output":
            self.outputs.append((header["output_type"], json.loads(payload)))
        elif header["type"] == "artifact":
            self.artifacts[header["name"]] = payload
        elif header["type"] == "artifact_skipped":
            self.skipped[header["name"]] = header["why"]
        else:
            self.reply = header
            self.variables = json.loads(payload) if payload else []

    def text(self, name: str = "stdout") -> str:
        return "".join(o["text"] for kind, o in self.outputs if kind == "stream" and o["name"] == name)

    def of(self, kind: str) -> list[dict]:
        return [output for found, output in self.outputs if found == kind]

    @property
    def outcome(self) -> str:
        return self.reply["outcome"]


@pytest.fixture
def runner(tmp_path: Path):
    started = Runner(tmp_path)
    yield started
    started.process.kill()
    started.process.wait(10)


class Session:
    """A session in a runner; each cell has the next number and a job id of its own."""

    def __init__(self, runner: Runner) -> None:
        self.runner, self.count = runner, 0

    def start(self, code: str, **given: object) -> None:
        self.count = int(given.pop("executionCount", self.count + 1))
        fields = {name: given.pop(name) for name in ("silent", "id", "cell") if name in given}
        request = {
            "type": "execute_request", "cell": self.count, "limits": {**LIMITS, **given}, "threads": 1, "session": True,
            "id": f"job{self.count}", "executionCount": self.count, **fields,
        }  # fmt: skip
        self.runner.send(request, code.encode())

    def finish(self) -> Result:
        return self.runner.finish()

    def cell(self, code: str, **given: object) -> Result:
        self.start(code, **given)
        return self.finish()

    def ask(self, kind: str, payload: bytes = b"", **fields: object) -> tuple[dict, bytes]:
        """Sends a request and waits for its answer; for questions while no cell runs."""
        self.runner.send({"type": f"{kind}_request", **fields}, payload)
        header, payload = self.runner.next()
        assert header["type"] == f"{kind}_reply", header
        return header, payload


@pytest.fixture
def session(runner):
    return Session(runner)
