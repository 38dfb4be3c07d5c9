"""One run as the supervisor sees it: a child, its pipes, its deadline, its end."""

import contextlib
import json
import os
import selectors
import signal
import time
from collections.abc import Callable
from typing import Any

from cellhive_runner import child, counters, rich, text
from cellhive_runner.waiting import Waiting

Send = Callable[[dict[str, Any], bytes], None]
CHUNK = 65_536
DRAIN_SECONDS = 0.5


class Run:
    """Gives a waiting child its request and follows it to its end."""

    def __init__(self, request: dict[str, Any], code: str, environment: dict[str, str], waiting: Waiting, send: Send) -> None:
        """Starts at once. `environment` comes on top of what the child has."""
        self.limits: dict[str, int] = request["limits"]
        self._send, self._before = send, counters.read()
        self._started = time.monotonic()
        self._deadline = self._started + self.limits["wallClockMs"] / 1000
        self._kill_at: float | None = None
        self._stop: str | None = None
        self._end: dict[str, Any] | None = None
        self._budget = text.Budget(self.limits["outputBytes"])
        self._streams = [text.Stream("stdout"), text.Stream("stderr")]
        self._rich = rich.Reader()
        self.pid, self._readers = waiting.pid, waiting.readers
        waiting.request(code, request["cell"], self.limits, environment)

    def interrupt(self, why: str) -> None:
        """KeyboardInterrupt now, SIGKILL after the grace. The first reason is the one that counts."""
        if self._stop is None:
            self._stop = why
            self._kill_at = time.monotonic() + self.limits["graceMs"] / 1000
            os.kill(self.pid, signal.SIGINT)

    def _kill(self, why: str) -> None:
        self._stop = self._stop or why
        os.kill(self.pid, signal.SIGKILL)

    def follow(self, control: int, on_control: Callable[[], None]) -> dict[str, Any]:
        """Pumps until the child has ended; returns the execute_reply. Sleeps while nothing happens."""
        watched = os.pidfd_open(self.pid)
        with selectors.DefaultSelector() as selector:
            for fd in (*self._readers, control, watched):
                selector.register(fd, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select(self._patience())}
                if control in ready:
                    on_control()
                for fd in ready & set(self._readers):
                    if not self._pump(fd):
                        selector.unregister(fd)
                self._keep_time()
                if watched in ready:
                    break
        os.close(watched)
        _, status, usage = os.wait4(self.pid, 0)
        sweep(self.pid)
        self._drain()
        return self._reply(status, usage)

    def _patience(self) -> float:
        times = [self._deadline if self._stop is None else None, self._kill_at, *(s.due for s in self._streams)]
        return max(0.0, min([t for t in times if t is not None], default=self._deadline + 60) - time.monotonic())

    def _keep_time(self) -> None:
        now = time.monotonic()
        for stream in self._streams:
            if stream.due is not None and stream.due <= now:
                self._show(stream)
        if self._stop is None and now >= self._deadline:
            self.interrupt("timeout")
        if self._kill_at is not None and now >= self._kill_at:
            self._kill_at = None
            self._kill("timeout")
        if self._budget.flooded and self._stop != "output_limit":
            self._stop = self._stop or "output_limit"
            self._kill_at = None
            os.kill(self.pid, signal.SIGKILL)

    def _pump(self, fd: int) -> bool:
        """Reads once; False at the end of the pipe."""
        try:
            chunk = os.read(fd, CHUNK)
        except BlockingIOError:
            return True
        except ConnectionResetError:  # it ended without reading our last answer
            return False
        if fd == self._readers[2]:
            before = self._rich.lines
            messages = self._rich.feed(chunk)
            if messages:
                for reader in self._readers[:2]:
                    self._text(reader)
            for kind, content in messages:
                self._message(kind, content)
            self._release(fd, self._rich.lines - before)
        else:
            self._print(self._streams[self._readers.index(fd)], chunk)
        return bool(chunk)

    def _text(self, reader: int) -> None:
        """What was printed before a rich message is shown before it."""
        try:
            while chunk := os.read(reader, CHUNK):
                self._print(self._streams[self._readers.index(reader)], chunk)
                if len(chunk) < CHUNK:
                    return
        except BlockingIOError:
            pass

    def _release(self, rich_pipe: int, lines: int) -> None:
        """The child waits after each rich message, so that what it prints next comes after it."""
        with contextlib.suppress(OSError):  # it is gone, or does not read: its own loss
            os.write(rich_pipe, b"." * lines)

    def _print(self, stream: text.Stream, chunk: bytes) -> None:
        if stream.add(self._budget.take(stream.name, chunk)):
            self._show(stream)

    def _show(self, stream: text.Stream, final: bool = False) -> None:
        words = stream.flush(final)
        if words:
            self._output("stream", {"name": stream.name, "text": words})

    def _message(self, kind: str, content: dict[str, Any]) -> None:
        if kind == "end":
            self._end = content
            return
        for stream in self._streams:
            self._show(stream)
        self._output(kind, content)

    def _output(self, kind: str, content: dict[str, Any]) -> None:
        self._send({"type": "output", "output_type": kind}, json.dumps(content).encode())

    def _drain(self) -> None:
        """Everything is dead: what lies in the pipes is all there will be."""
        until = time.monotonic() + DRAIN_SECONDS
        for fd in self._readers:
            while not self._budget.flooded and time.monotonic() < until:
                try:
                    chunk = os.read(fd, CHUNK)
                except (BlockingIOError, ConnectionResetError):
                    break
                if not chunk:
                    break
                self._accept(fd, chunk)
            os.close(fd)
        for stream in self._streams:
            self._show(stream, final=True)
        if self._budget.dropped:
            self._output("stream", {"name": "stderr", "text": f"\n… {self._budget.dropped} bytes left out …\n"})
        for name, kept in self._budget.tail():
            self._output("stream", {"name": name, "text": kept.decode("utf-8", "replace")})

    def _accept(self, fd: int, chunk: bytes) -> None:
        if fd == self._readers[2]:
            for kind, content in self._rich.feed(chunk):
                self._message(kind, content)
        else:
            self._print(self._streams[self._readers.index(fd)], chunk)

    def _reply(self, status: int, usage: Any) -> dict[str, Any]:
        after = counters.read()
        code, killed_by = (os.WEXITSTATUS(status), None) if os.WIFEXITED(status) else (None, os.WTERMSIG(status))
        ooms = after.oom_kills - self._before.oom_kills
        refused = after.pids_refused - self._before.pids_refused
        end = self._end or {}
        line = end.get("line")
        cpu = after.cpu_ms - self._before.cpu_ms or int((usage.ru_utime + usage.ru_stime) * 1000)
        return {
            "type": "execute_reply",
            "outcome": self._outcome(code, killed_by, ooms, refused, end),
            "exitCode": code,
            "signal": killed_by,
            "line": line if isinstance(line, int) else None,
            "oomKills": ooms,
            "pidsRefused": refused,
            "usage": {
                "wallMs": int((time.monotonic() - self._started) * 1000),
                "cpuMs": cpu,
                "peakMemoryBytes": self._peak(after.peak_memory, usage.ru_maxrss * 1024),
                "outputBytes": self._budget.total,
                "outputDroppedBytes": self._budget.dropped,
            },
        }

    def _peak(self, container: int, child_alone: int) -> int:
        """The container's peak; when an earlier job's was higher, nobody can reset it from in here, the child's."""
        return container if container > self._before.peak_memory else child_alone

    def _outcome(self, code: int | None, killed_by: int | None, ooms: int, refused: int, end: dict[str, Any]) -> str:
        if self._stop is not None:
            return self._stop
        if killed_by == signal.SIGKILL and ooms > 0:
            return "memory_limit"
        if code == child.OK and self._end is not None:
            return "ok"
        if code == child.USER_ERROR and self._end is not None:
            if isinstance(end.get("errno"), int):
                return "workspace_limit"
            return "process_limit" if refused > 0 else "error"
        return "process_limit" if refused > 0 else "died"


def sweep(pid: int) -> None:
    """Kills and reaps whatever the run left alive. As PID 1 that is everything else in the container."""
    for _ in range(50):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(-1, signal.SIGKILL) if os.getpid() == 1 else os.killpg(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.01)
