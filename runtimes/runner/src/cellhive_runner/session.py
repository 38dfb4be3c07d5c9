"""A session as the supervisor holds it: the interpreter, the state it is in, and the snapshots it can go back to."""

import contextlib
import json
import os
import select
import socket
import time
from collections.abc import Callable

from cellhive_runner import pressure, processes
from cellhive_runner.late import Late
from cellhive_runner.loop import Loop
from cellhive_runner.waiting import PEERS, Peer

PATIENCE_SECONDS = 10.0
MOST_HELLO = 200
LARGEST_PID = 1 << 22  # of any kernel
LOOK_SECONDS = 0.02
QUIET_SECONDS = 0.005  # after a reply, before the fork: on few cores it would stand in the reply's way to the reader


class Session:
    """Its states have the names of the jobs that led to them; None is the state before the first cell."""

    def __init__(self, first: Peer, fresh: Callable[[], Peer], loop: Loop) -> None:
        """`first` is a fresh interpreter; `fresh` makes another."""
        self._loop, self._late = loop, Late(loop)
        self._interpreter: Peer | None = first
        self._fresh = fresh
        self._tip: str | None = None
        self._snapshots: list[tuple[str, Peer]] = []
        self._counts: dict[str, int] = {}
        self._ticket = 0
        self._soon: tuple[int, int] | None = None
        self.late: list[tuple[int, bytes]] = []
        self._score = _own_score()
        self.threads = 0

    def interpreter(self) -> Peer | None:
        """Ready for a cell in the present state; None when that state is gone.

        What cells left running may end an interpreter between two cells: then a snapshot goes on.
        """
        if self._soon:
            self.keep(self._soon[1])
        self.late = self._late.stop()
        if self._interpreter and not self._interpreter.alive:
            self._bury()
            self._restore()
        return self._interpreter

    def rest(self) -> None:
        """No cell runs until `interpreter` is called."""
        if self._interpreter:
            self._late.listen(self._interpreter.readers[:2])

    def kept(self, job: str, count: int, threads: int) -> None:
        """The interpreter went through this job's cell, which has this number."""
        self._tip, self.threads = job, threads
        self._counts[job] = count

    def crashed(self) -> None:
        """The interpreter ended in a cell and is reaped: everything that cells left running goes too."""
        self._kill_rest()

    def go_back(self) -> str:
        """After a crash: `before` when the state before the cell could be had again, else `lost`."""
        self._forget_interpreter()
        self._restore()
        return "before" if self._interpreter else "lost"

    def jobs(self) -> list[str]:
        """Those whose state can be had again, oldest first."""
        self._prune()
        kept = [job for job, _ in self._snapshots]
        return kept + [self._tip] if self._interpreter and self._tip and self._tip not in kept else kept

    def keep_soon(self, most: int) -> None:
        """As `keep`, in a moment, or as soon as the next cell comes."""
        self._soon = self._loop.at(time.monotonic() + QUIET_SECONDS, lambda: self.keep(most)), most

    def keep(self, most: int) -> None:
        """Makes a snapshot of the present state, unless threads would be lost, and drops the oldest beyond `most`."""
        if self._soon:
            self._loop.forget(self._soon[0])
            self._soon = None
        self._make_room()
        known = bool(self._snapshots) and self._snapshots[-1][0] == self._tip  # after a crash it stands already
        if self._interpreter and self._tip and not known and not self.threads and most > 0:
            copy = self._copy(self._interpreter, True)
            if copy:
                self._snapshots.append((self._tip, copy))
        self._drop_oldest(max(0, len(self._snapshots) - max(0, most)))

    def answerer(self, busy: bool) -> Peer | None:
        """Who can answer what is asked about the present state; None when a cell runs and no snapshot stands before it."""
        if self._snapshots and self._snapshots[-1][0] == self._tip and self._snapshots[-1][1].alive:
            return self._snapshots[-1][1]
        return None if busy else self._interpreter

    @property
    def count(self) -> int | None:
        """The number of the cell that led to the present state."""
        return self._counts.get(self._tip) if self._tip else None

    def guard(self) -> None:
        """While a cell runs: makes room for it."""
        self._make_room()
        self._ticket = self._loop.at(time.monotonic() + LOOK_SECONDS, self.guard) if self._snapshots else 0

    def unguard(self) -> None:
        """No cell runs any more."""
        self._loop.forget(self._ticket)

    def _make_room(self) -> None:
        """For memory one snapshot at a look, which shows what that was worth; for processes, which come faster, as many as are too many.

        The last one goes only when it holds much memory alone: what it shares with the cell would not come free.
        """
        short = self._snapshots and pressure.memory_is_short()
        if len(self._snapshots) > 1:
            most = max(int(short), pressure.processes_too_many())
            self._drop_oldest(min(most, len(self._snapshots) - 1))
        elif short and pressure.holds_much(self._snapshots[0][1].pid):
            self._drop_oldest(1)

    def _drop_oldest(self, many: int) -> None:
        oldest, self._snapshots = self._snapshots[:many], self._snapshots[many:]
        for _, peer in oldest:  # all at once: the kernel takes milliseconds for each
            peer.kill()
        for _, peer in oldest:
            _end(peer)

    def _prune(self) -> None:
        """A program can kill its own snapshots, and so can the kernel."""
        for _, peer in self._snapshots:
            if not peer.alive:
                _end(peer)
        self._snapshots = [(job, peer) for job, peer in self._snapshots if not peer.closed]

    def rewind(self, after: str | None) -> str | None:
        """Goes to the state after this job; None when done, else why not."""
        if after == self._tip and self._interpreter and self._interpreter.alive:
            return None
        self._prune()
        known = [job for job, _ in self._snapshots]
        if after is not None and after not in known:
            return "There is no snapshot of that state any more."
        upto = known.index(after) + 1 if after is not None else 0
        later, self._snapshots = self._snapshots[upto:], self._snapshots[:upto]
        for _, peer in later:
            _end(peer)
        self._tip, self.threads = after, 0
        self._late.stop()
        self._bury()
        self._restore()
        self.rest()
        return None if self._interpreter else "The snapshot could not be woken."

    def _kill_rest(self) -> None:
        if not processes.kill_all_but(self._standing()):  # it forks faster than that
            processes.sweep()
        self._prune()

    def _standing(self) -> set[int]:
        return {peer.pid for _, peer in self._snapshots}

    def _bury(self) -> None:
        """The interpreter and all that cells left running."""
        if self._interpreter:
            self._interpreter.kill()
        self._kill_rest()
        self._forget_interpreter()

    def _forget_interpreter(self) -> None:
        if self._interpreter:
            for pipe in self._interpreter.readers[:2]:
                _empty(pipe)
            self._interpreter.forget(pipes=not self._snapshots)
            self._interpreter = None

    def _restore(self) -> None:
        if self._tip is None:
            self._interpreter = self._fresh()
        elif self._snapshots and self._snapshots[-1][0] == self._tip:
            self._interpreter = self._copy(self._snapshots[-1][1], False)

    def _copy(self, source: Peer, standing: bool) -> Peer | None:
        ours, theirs = socket.socketpair()
        try:
            source.tell({"do": "copy", "standing": standing, "score": self._score}, theirs.fileno())
        except OSError:
            ours.close()
            return None
        finally:
            theirs.close()
        pid = _hello(ours)
        if pid is None or pid in PEERS:  # or one process would be two, and the end of one the end of both
            ours.close()
            return None
        return Peer(pid, source.readers[0], source.readers[1], ours)


def _hello(own: socket.socket) -> int | None:
    """The copy's process id, once it is a child of this process; None when there is none, or it lies."""
    said, until = b"", time.monotonic() + PATIENCE_SECONDS
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, OverflowError):
        while not said.endswith(b"\n") and len(said) < MOST_HELLO:
            own.settimeout(max(0.001, until - time.monotonic()))
            chunk = own.recv(MOST_HELLO)
            if not chunk:
                return None
            said += chunk
        pid = int(json.loads(said)["pid"])
        if 0 < pid < LARGEST_PID:
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            return pid
    return None


def _end(peer: Peer) -> None:
    peer.kill()
    with contextlib.suppress(ChildProcessError):
        os.waitpid(peer.pid, 0)
    peer.forget(pipes=False)


def _empty(pipe: int) -> None:
    """What a program that is gone has printed belongs to no cell."""
    with contextlib.suppress(BlockingIOError):
        while select.select([pipe], [], [], 0)[0] and os.read(pipe, 1 << 20):
            pass


def _own_score() -> int:
    with contextlib.suppress(OSError, ValueError), open("/proc/self/oom_score_adj") as file:
        return int(file.read())
    return 0
