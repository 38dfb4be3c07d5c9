"""PID 1: reads frames, writes frames, runs cells. Speaks docs/runner-protocol.md on stdin and stdout."""

import ctypes
import gc
import os
import platform
import shutil
import signal
import sys
from typing import Any

from cellhive_runner import PROTOCOL, __version__, ahead, child, cleaning, frames, shell, workspace
from cellhive_runner.run import Run
from cellhive_runner.waiting import Waiting

AHEAD = os.environ.get("CELLHIVE_AHEAD") == "1"  # nobody waits for this container yet
VIOLATION = 70
IN_DOUBT = 71
BAKED_MATPLOTLIB = "/opt/cellhive/matplotlib"
PRELOAD = os.environ.get("CELLHIVE_PRELOAD", "").split(",") if os.environ.get("CELLHIVE_PRELOAD") else []


class Supervisor:
    """Holds the conversation; one run at a time."""

    def __init__(self, incoming: int, outgoing: int, folder: str) -> None:
        """`folder` is the workspace."""
        self._in, self._out, self._folder = incoming, outgoing, folder
        self._decoder = frames.Decoder()
        self._waiting: list[tuple[dict[str, Any], bytes]] = []
        self._run: Run | None = None
        self._child: Waiting | None = None
        self._shell = shell.start(child.publish)
        self._preloaded = ahead.imported(PRELOAD)
        if AHEAD:
            ahead.exercised(self._shell)
        gc.freeze()  # or the first collection in a child would copy every page
        self._state = cleaning.own_state()

    def send(self, header: dict[str, Any], payload: bytes = b"") -> None:
        """Writes one frame; blocks while the worker reads slowly."""
        frames.write_all(self._out, frames.encode(header, payload))

    def serve(self) -> int:
        """Serves until shutdown or the end of the stream; returns the exit code."""
        self._get_ready(AHEAD)
        while True:
            while not self._waiting:
                if not self._read():
                    return 0
            header, payload = self._waiting.pop(0)
            if header["type"] == "shutdown":
                return 0
            self._handle(header, payload)

    def _get_ready(self, exercise: bool) -> None:
        """Forks the next child and says so; it exercises first when nobody waits for it yet."""
        self._child = Waiting(self._shell, self._folder, exercise)
        hello = {"type": "ready", "protocol": PROTOCOL, "runner": __version__, "python": platform.python_version()}
        self.send({**hello, "preloaded": self._preloaded})

    def _read(self) -> bool:
        chunk = os.read(self._in, 1 << 20)
        self._waiting += self._decoder.feed(chunk)
        return bool(chunk)

    def _handle(self, header: dict[str, Any], payload: bytes) -> None:
        if header["type"] == "file":
            try:
                workspace.put(self._folder, header.get("name", ""), payload)
            except ValueError as bad:
                raise frames.Violation(str(bad)) from bad
        elif header["type"] == "execute_request":
            self._execute(header, payload)
        elif header["type"] != "interrupt":  # an interrupt that comes between runs has nothing to stop
            raise frames.Violation(f"unknown type {header['type']!r}")

    def _execute(self, request: dict[str, Any], payload: bytes) -> None:
        before = workspace.snapshot(self._folder)
        code = payload.decode("utf-8", "replace")
        waiting, self._child = self._child, None
        if waiting is None:
            raise frames.Violation("a request before ready")
        self._run = Run(request, code, threads(int(request["threads"])), waiting, self.send)
        reply = self._run.follow(self._in, self._control)
        limits, self._run = self._run.limits, None
        for found in workspace.collect(self._folder, before, limits["artifacts"], limits["artifactBytes"]):
            if found.skipped:
                self.send({"type": "artifact_skipped", "name": found.name, "why": found.skipped})
            else:
                self.send({"type": "artifact", "name": found.name, "size": len(found.data)}, found.data)
        self.send(reply)
        if request.get("again"):
            self._again()

    def _again(self) -> None:
        """Makes this container fit for another job of its owner; raises InDoubt when that cannot be."""
        cleaning.clean((self._folder, temporary()), self._state)
        os.environ.update(environment())
        self._get_ready(True)

    def _control(self) -> None:
        """Frames that come during a run: interrupts act at once, the rest waits."""
        if not self._read() and self._run:
            self._run.interrupt("interrupted")
        if any(header["type"] in ("interrupt", "shutdown") for header, _ in self._waiting) and self._run:
            self._run.interrupt("interrupted")
        self._waiting = [frame for frame in self._waiting if frame[0]["type"] != "interrupt"]


def threads(count: int) -> dict[str, str]:
    """How many threads BLAS and OpenMP may use; what is imported ahead has read the container's own values."""
    return dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), str(count))


def temporary() -> str:
    """The folder for temporary files."""
    return os.environ.get("CELLHIVE_TMP", "/tmp")


def environment() -> dict[str, str]:
    """What the user's program finds in its environment beside the image's own variables."""
    place = temporary()
    if os.path.isdir(BAKED_MATPLOTLIB):  # matplotlib refuses a read-only folder and would search for fonts at each start
        shutil.copytree(BAKED_MATPLOTLIB, f"{place}/matplotlib", dirs_exist_ok=True)
    return {
        **threads(int(os.environ.get("CELLHIVE_THREADS", "1"))),
        "HOME": place,
        "MPLCONFIGDIR": f"{place}/matplotlib",
        "IPYTHONDIR": f"{place}/ipython",
        "MPLBACKEND": "module://cellhive_runner.figures",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def main() -> int:
    """Takes stdin and stdout away from everything else, then serves."""
    ctypes.CDLL(None).prctl(child.PR_SET_DUMPABLE, 0, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one signal that Python handles by itself, and that PID 1 would get
    os.environ.update(environment())
    incoming, outgoing = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    try:
        return Supervisor(incoming, outgoing, os.environ.get("CELLHIVE_WORKSPACE", "/workspace")).serve()
    except frames.Violation as violation:
        print(f"protocol violation: {violation}", file=sys.stderr)
        return VIOLATION
    except cleaning.InDoubt as doubt:
        print(f"not fit for another job: {doubt}", file=sys.stderr)
        return IN_DOUBT


if __name__ == "__main__":
    sys.exit(main())
