"""One run as the supervisor sees it: a child, its pipes, its deadline, its end."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from typing import Any

from cellhive_runner import channel, counters, memory, rich, text
from cellhive_runner.loop import Loop
from cellhive_runner.pace import Pace
from cellhive_runner.question import Question
from cellhive_runner.waiting import Peer

Send = Callable[[dict[str, Any], bytes], None]
CHUNK = 65_536
DRAIN_SECONDS = 0.5
UNWINDING_SECONDS = 2.0


class Run:
    """Gives a waiting child its request and follows it: to the end of the process, or in a session to the end of the cell."""

    def __init__(self, request: dict[str, Any], code: str, environment: dict[str, str], peer: Peer, send: Send) -> None:
        """Starts at once. `environment` comes on top of what the child has."""
        self.limits: dict[str, int] = request["limits"]
        self._session, self._silent = bool(request.get("session")), bool(request.get("silent"))
        self._send, self.before = send, counters.read()
        self.started = time.monotonic()
        self._deadline = self.started + self.limits["wallClockMs"] / 1000
        self._kill_at: float | None = None
        self.stop: str | None = None
        self.end: dict[str, Any] | None = None
        self.budget = text.Budget(self.limits["outputBytes"])
        self._streams = [text.Stream("stdout"), text.Stream("stderr")]
        self._rich = rich.Reader(self.limits)
        self._pace = Pace(self.limits.get("messagesPerSecond", rich.USUAL_PER_SECOND))
        self._question = Question(self.limits.get("inputMs", 0), peer, send)
        self._peer, self._readers, self._gone = peer, peer.readers, False
        self.status, self.usage = 0, None
        self._unwinding = self._killed = False
        self._token = os.urandom(8).hex()
        memory.forget_peak(peer.pid)
        with contextlib.suppress(OSError):  # it is gone, or does not listen: its end, or the clock, says so
            peer.tell({"do": "run", "run": self._token, "code": code, "cell": request["cell"], "limits": self.limits, "environment": environment,
                       "session": self._session, "executionCount": request.get("executionCount", 1),
                       "inputs": request.get("inputs", []) if self._silent else None})  # fmt: skip
        self.memory = memory.Watch(peer.pid, request["cell"])

    def begin_with(self, late: Iterable[tuple[int, bytes]]) -> None:
        """What was printed since the cell before, by stream."""
        for number, chunk in late:
            self._print(self._streams[number], chunk)

    def interrupt(self, why: str) -> None:
        """KeyboardInterrupt now, SIGKILL after the grace. The first reason is the one that counts."""
        if self.stop is None:
            self.stop = why
            self._question.drop()
            self._kill_at = time.monotonic() + self.limits["graceMs"] / 1000
            os.kill(self._peer.pid, signal.SIGINT)

    def answer(self, number: object, value: object) -> None:
        """The answer to an open question; the wall clock goes on. Does nothing when that question is not open."""
        self._deadline += self._question.answer(number, value)

    def follow(self, loop: Loop) -> bool:
        """Pumps until the cell has ended, asleep while nothing happens; whether its process is still there.

        A process that is not is reaped; what it started is left to the caller. One that has told its end is not waited for:
        the kernel takes a moment to take its memory back.
        """
        for fd in self._readers:
            loop.watch(fd, lambda fd=fd: self._readable(fd, loop))
        loop.watch(self._peer.handle, self._died)
        while not self._gone and (self.end is None or self._killed):
            loop.turn(self._patience())
            self._keep_time()
        for fd in (*self._readers, self._peer.handle):
            loop.unwatch(fd)
        if self._gone:
            _, self.status, self.usage = os.wait4(self._peer.pid, 0)
        else:
            self.memory.end()
        return not self._gone

    def _died(self) -> None:
        self._gone = True

    def _readable(self, fd: int, loop: Loop) -> None:
        if not self._pump(fd):
            loop.unwatch(fd)

    def _patience(self) -> float:
        deadline = None if self.stop else self._question.deadline or self._deadline
        times = [self.memory.due, self._pace.due, deadline, self._question.due, self._kill_at, *(s.due for s in self._streams)]
        return min([t for t in times if t is not None], default=time.monotonic() + 60)

    def _keep_time(self) -> None:
        now = time.monotonic()
        if now >= self.memory.due:
            self.memory.look()
        if self._pace.due is not None and now >= self._pace.due:
            self._release()
        for stream in self._streams:
            if stream.due is not None and stream.due <= now:
                self._show(stream)
        if self.stop is None:
            if self._question.deadline is not None:
                if now >= self._question.deadline:
                    self.interrupt("input_timeout")
                elif self._question.overdue(self._deadline):
                    self.interrupt("timeout")
            elif now >= self._deadline:
                self.interrupt("timeout")
        if self._kill_at is not None and now >= self._kill_at:
            self._kill("timeout")
        if (self.budget.flooded or self._rich.flooded) and self.stop != "output_limit":
            self._kill("output_limit")

    def _kill(self, why: str) -> None:
        self.stop = self.stop or why
        self._kill_at, self._killed = None, True
        self._peer.kill()

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
            self._pace.owe(self._rich.lines - before)
            if self.end is not None or any(kind in rich.WORDS for kind, _ in messages):
                self._release()
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

    def _release(self) -> None:
        """The child waits after each rich message, so that what it prints next comes after it."""
        with contextlib.suppress(OSError):  # it is gone, or does not read: its own loss
            os.write(self._readers[2], channel.ACK * self._pace.pay())

    def _print(self, stream: text.Stream, chunk: bytes) -> None:
        if stream.add(self.budget.take(stream.name, chunk)):
            self._show(stream)

    def _show(self, stream: text.Stream, final: bool = False) -> None:
        words = stream.flush(final)
        if words:
            self._words(stream.name, words)

    def _message(self, kind: str, content: Any) -> None:
        """`content` is the bytes of an output, and what a word says."""
        if kind == "end":
            if content.get("run") == self._token:  # or it is that of a cell that pretended to be over
                self.end = content
            return
        if kind == "error" and self._session and self._kill_at is not None and not self._unwinding:
            self._unwinding, self._kill_at = True, time.monotonic() + UNWINDING_SECONDS  # it listens: do not take its state away
        for stream in self._streams:
            self._show(stream)
        if kind == "ask":
            if self.stop is None and not self._silent:
                self._question.put(content)
        else:
            self._output(kind, content)

    def _words(self, name: str, text: str) -> None:
        self._output("stream", rich.encoded({"name": name, "text": text}))

    def _output(self, kind: str, content: bytes) -> None:
        if not self._silent:
            self._send({"type": "output", "output_type": kind}, content)

    def drain(self) -> None:
        """Everything is dead: what lies in the pipes is all there will be."""
        until = time.monotonic() + DRAIN_SECONDS
        for fd in self._readers:
            while not self.budget.flooded and time.monotonic() < until:
                try:
                    chunk = os.read(fd, CHUNK)
                except (BlockingIOError, ConnectionResetError):
                    break
                if not chunk:
                    break
                self._accept(fd, chunk)

    def conclude(self) -> None:
        """Shows what was held back."""
        for stream in self._streams:
            self._show(stream, final=True)
        if self.budget.dropped:
            self._words("stderr", f"\n… {self.budget.dropped} bytes left out …\n")
        if self._rich.dropped:
            self._words("stderr", f"\n… {self._rich.dropped} more outputs left out …\n")
        for name, kept in self.budget.tail():
            self._words(name, kept.decode("utf-8", "replace"))

    def _accept(self, fd: int, chunk: bytes) -> None:
        if fd == self._readers[2]:
            for kind, content in self._rich.feed(chunk):
                if kind != "ask":
                    self._message(kind, content)
        else:
            self._print(self._streams[self._readers.index(fd)], chunk)
