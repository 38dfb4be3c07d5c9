"""The conversation with the worker: what it says is done in order, but for what cannot wait until a cell has ended."""

import gc
import json
import os
import sys
import time
from collections.abc import Iterable
from typing import Any

from cellhive_runner import (
    PROTOCOL,
    __version__,
    ahead,
    browsing,
    channel,
    child,
    cleaning,
    environment,
    frames,
    leavings,
    orphans,
    processes,
    queries,
    recorded,
    rehearsal,
    rich,
    verdict,
    waiting,
    workspace,
)
from cellhive_runner.lazy import LazyShell
from cellhive_runner.loop import Loop
from cellhive_runner.outgoing import Outgoing
from cellhive_runner.run import Run
from cellhive_runner.session import Session

Frame = tuple[dict[str, Any], bytes]
MOST_SNAPSHOTS = 8
REPLY_SECONDS = 0.003  # for a reply to reach the worker before clearing up takes a core
PRACTICE_SECONDS = 0.05  # after which a container that nobody took yet rehearses
IDLE_SECONDS = 1.0  # after which a container that nobody took yet makes itself quicker
PYTHON = ".".join(str(part) for part in sys.version_info[:3])


class Supervisor:
    """Holds the conversation; one run at a time."""

    def __init__(self, incoming: int, outgoing: int, folder: str, preload: list[str], exercise: bool) -> None:
        """`folder` is the workspace; `preload` is imported, and with `exercise` tried out, before anything is said."""
        self._in, self._folder, self._files = incoming, folder, browsing.Files(folder)
        self._outgoing = Outgoing(outgoing)
        self.send = self._outgoing.send
        self._decoder = frames.Decoder()
        self._waiting: list[Frame] = []
        self._over = False
        self._run: Run | None = None
        self._recorded: list[str | None] = []
        self._child: waiting.Peer | None = None
        self._session: Session | None = None
        self._loop = Loop()
        self._wake_up = self._practice = 0
        self._queries = queries.Queries(self._loop, self.send)
        self._shell = LazyShell(channel.publish)
        self._preloaded = ahead.imported(preload)
        if preload and exercise:
            ahead.exercised(self._shell)
        gc.freeze()  # or the first collection in a child would copy every page
        self._state = cleaning.own_state()

    def serve(self, exercise: bool) -> int:
        """Serves until shutdown or the end of the stream; returns the exit code. `exercise`: nobody waits for it yet."""
        orphans.reap(self._loop)
        self._loop.watch(self._in, self._read)
        self._get_ready(0 if exercise else None, exercise)
        while True:
            while not self._waiting:
                if self._over:
                    return 0
                self._loop.turn()
            header, payload = self._waiting.pop(0)
            if header["type"] == "shutdown":
                return 0
            self._handle(header, payload)

    def _fork(self, exercise: float | None) -> waiting.Peer:
        return waiting.fork(self._shell, self._folder, exercise)

    def _get_ready(self, exercise: float | None, wake: bool) -> None:
        """Forks the next child and says so; it exercises when nobody speaks to it for so many seconds.

        With `wake` it loads the shell when nothing comes for a moment: what plain programs do without is not worth that otherwise.
        """
        self._child = self._fork(exercise)
        hello = {"type": "ready", "protocol": PROTOCOL, "runner": __version__, "python": PYTHON}
        self.send({**hello, "preloaded": self._preloaded})
        if wake and not self._shell.awake:
            self._wake_up = self._loop.at(time.monotonic() + IDLE_SECONDS, self._wake)
        if exercise == 0:
            practice = time.monotonic() + PRACTICE_SECONDS
            self._practice = self._loop.at(practice, lambda: rehearsal.rehearse(self._loop, self._folder))

    def _wake(self) -> None:
        """Loads the shell while nobody waits, and forks a child that has it in place of the one that has not."""
        if self._child is None:
            return
        ahead.exercised(self._shell)
        gc.freeze()
        slower, self._child = self._child, self._fork(0)
        slower.kill()
        os.waitpid(slower.pid, 0)
        slower.forget(pipes=True)
        rehearsal.rehearse(self._loop, self._folder)

    def _read(self) -> None:
        chunk = os.read(self._in, 1 << 20)
        if not chunk:
            self._over = True
            self._loop.unwatch(self._in)
            self._interrupt()
        for header, payload in self._decoder.feed(chunk):
            if not self._at_once(header, payload):
                self._waiting.append((header, payload))

    def _interrupt(self) -> None:
        if self._run:
            self._run.interrupt("interrupted")

    def _at_once(self, header: dict[str, Any], payload: bytes) -> bool:
        """Does what must not wait for the end of a cell; False for everything else."""
        kind = header["type"]
        if kind == "interrupt":  # one that comes between runs has nothing to stop
            self._interrupt()
        elif kind == "input_reply":
            if self._run:
                self._run.answer(header.get("number"), header.get("value"))
        elif kind in queries.KINDS:
            self._queries.serve(header, payload, *self._known())
        elif kind in browsing.KINDS and (self._session or "request" in header):
            answer = self._files.serve(header, payload)
            if answer:
                self.send(*answer)
        elif kind == "rewind_request" and self._run:
            self.send({"type": "rewind_reply", "ok": False, "why": "A cell is running."})
        elif kind == "shutdown":
            self._interrupt()
            return False
        else:
            return False
        return True

    def _known(self) -> tuple[waiting.Peer | None, int | None]:
        """Who can answer for the present state, and how many cells led to it."""
        if self._session is None:
            return self._child, None
        return self._session.answerer(self._run is not None), self._session.count

    def _handle(self, header: dict[str, Any], payload: bytes) -> None:
        kind = header["type"]
        if kind == "file":
            self._files.put(header.get("name", ""), payload)
        elif kind == "execute_request":
            self._execute(header, payload.decode("utf-8", "replace"))
        elif kind == "recorded_inputs":
            self._recorded = recorded.answers(payload)
        elif kind == "rewind_request":
            why = self._session.rewind(header.get("after")) if self._session else None
            self.send({"type": "rewind_reply", "ok": why is None, "why": why})
        else:
            raise frames.Violation(f"unknown type {kind!r}")

    def _execute(self, request: dict[str, Any], code: str) -> None:
        for ticket in (self._wake_up, self._practice):
            self._loop.forget(ticket)
        if request.get("session"):
            self._execute_in_session(request, code)
            return
        peer, self._child = self._child, None
        if peer is None:
            raise frames.Violation("a request before ready")
        before = workspace.snapshot(self._folder)
        refused = self._files.refused()
        run, ended = self._follow(request, "" if refused else code, peer)
        if refused:
            run.stop = verdict.FILES_TOO_LARGE
        processes.kill_others()
        with self._outgoing.together():
            run.drain()
            run.conclude()
            reply = verdict.reply(run, ended)
            leavings.send(self.send, self._folder, request["limits"], before)
            self.send(reply)
        time.sleep(REPLY_SECONDS)
        processes.reap_killed(peer.pid)
        peer.forget(pipes=True)
        if request.get("again"):
            self._again(bool((run.end or {}).get("shell")))

    def _follow(self, request: dict[str, Any], code: str, peer: waiting.Peer, late: Iterable[tuple[int, bytes]] = ()) -> tuple[Run, bool]:
        request["inputs"], self._recorded = self._recorded, []
        self._run = run = Run(request, code, environment.threads(int(request["threads"])), peer, self.send)
        run.begin_with(late)
        alive = run.follow(self._loop)
        self._run = None
        return run, alive

    def _execute_in_session(self, request: dict[str, Any], code: str) -> None:
        if self._session is None:
            if self._child is None:
                raise frames.Violation("a request before ready")
            self._session, self._child = Session(self._child, lambda: self._fork(None), self._loop), None
        session = self._session
        peer = session.interpreter()
        if peer is None:
            self.send(verdict.not_started(session.jobs()), b"[]")
            return
        before = workspace.snapshot(self._folder)
        session.guard()
        refused = [] if request.get("silent") else self._files.refused()  # a replay shows nothing
        run, alive = self._follow(request, code, peer, [*session.late, *((1, line.encode()) for line in refused)])
        session.unguard()
        if alive:
            state = "kept"
            session.kept(str(request.get("id")), int(request.get("executionCount", 1)), verdict.threads(run))
        else:
            session.crashed()
            run.drain()
            state = session.go_back()
        with self._outgoing.together():
            run.conclude()
            reply = {**verdict.reply(run, alive), "state": state, "started": True, "snapshots": session.jobs(), "threads": session.threads}
            if not request.get("silent"):
                leavings.send(self.send, self._folder, request["limits"], before)
            self.send(reply, json.dumps(rich.variables((run.end or {}).get("variables"))).encode() if alive else b"[]")
        session.rest()
        session.keep_soon(int(request["limits"].get("snapshots", MOST_SNAPSHOTS)))

    def _again(self, shell: bool) -> None:
        """Makes this container fit for another job of its owner, who used the `shell` or not; raises InDoubt when that cannot be."""
        cleaning.clean((self._folder, environment.temporary()), self._state)
        os.environ.update(environment.variables())
        self._get_ready(child.LEASED_SECONDS, shell)
