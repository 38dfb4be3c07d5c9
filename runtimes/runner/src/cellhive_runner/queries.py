"""What is asked about a live interpreter: a throw-away copy of it answers, or the question is refused at once."""

import contextlib
import json
import os
import signal
import socket
import time
from collections.abc import Callable
from typing import Any

from cellhive_runner import rich
from cellhive_runner.loop import Loop
from cellhive_runner.waiting import Peer

SECONDS = {"complete": 1.0, "inspect": 1.0, "variables": 2.0}
MOST_AT_ONCE = 4
MOST_BYTES = 4 << 20
NOBODY = "Nobody can answer while this cell runs: there is no snapshot of the state before it."
BUSY = "Too many questions at once."
LATE = "The interpreter did not answer in time."

KINDS = tuple(f"{name}_request" for name in SECONDS)
MOST_VARIABLES = 1_000
Reply = Callable[[dict[str, Any] | None, str | None], None]
Send = Callable[[dict[str, Any], bytes], None]


class Queries:
    """Those that are open. Answers may be forged: they are the program's own, and checked for their form."""

    def __init__(self, loop: Loop, send: Send) -> None:
        """None is open. Each gets one reply through `send`."""
        self._loop, self._send = loop, send
        self._open: dict[int, _Query] = {}

    def serve(self, header: dict[str, Any], payload: bytes, peer: Peer | None, count: int | None) -> None:
        """`peer` is who can answer, None when nobody can; `count` the number of the last cell."""
        kind = header["type"].removesuffix("_request")

        def reply(content: dict[str, Any] | None, why: str | None) -> None:
            if content is not None and kind == "variables":
                content = {"executionCount": count, **content}
            told = {"type": f"{kind}_reply", "request": header.get("request"), "ok": content is not None, "why": why}
            self._send(told, b"" if content is None else json.dumps(content).encode())

        if peer is None or len(self._open) >= MOST_AT_ONCE:
            reply(None, NOBODY if peer is None else BUSY)
            return
        code = payload.decode("utf-8", "replace")
        cursor, detail = header.get("cursor"), header.get("detail")
        question = {"do": "ask", "kind": kind, "seconds": SECONDS[kind], "code": code, "most": MOST_VARIABLES}
        question["cursor"] = min(cursor, len(code)) if isinstance(cursor, int) and cursor >= 0 else len(code)
        question["detail"] = 1 if detail == 1 else 0
        self._put(peer, kind, question, reply)

    def _put(self, peer: Peer, kind: str, question: dict[str, Any], reply: Reply) -> None:
        ours, theirs = socket.socketpair()
        try:
            peer.tell(question, theirs.fileno())
        except OSError:
            ours.close()
            reply(None, LATE)
            return
        finally:
            theirs.close()
        query = _Query(ours, peer.pid, kind, reply)
        self._open[id(query)] = query
        query.ticket = self._loop.at(time.monotonic() + SECONDS[kind], lambda: self._close(query))
        self._loop.watch(ours.fileno(), lambda: None if query.more() else self._close(query))

    def _close(self, query: "_Query") -> None:
        self._loop.unwatch(query.own.fileno())
        self._loop.forget(query.ticket)
        del self._open[id(query)]
        query.end()


class _Query:
    def __init__(self, own: socket.socket, asked: int, kind: str, reply: Reply) -> None:
        own.setblocking(False)
        self.own, self._asked, self._kind, self._reply = own, asked, kind, reply
        self._said = bytearray()
        self.ticket = 0

    def more(self) -> bool:
        """Reads once; False at the end of the answer."""
        try:
            chunk = self.own.recv(1 << 16)
        except OSError:
            return False
        self._said += chunk
        return bool(chunk) and len(self._said) <= MOST_BYTES

    def end(self) -> None:
        """Replies with what there is, and sees to it that nobody goes on answering."""
        self.own.close()
        told = []
        for line in bytes(self._said).split(b"\n")[:-1]:
            with contextlib.suppress(ValueError, RecursionError):
                told.append(json.loads(line))
        told = [one for one in told if isinstance(one, dict)]
        if told:
            _kill(told[0].get("pid"), self._asked)
        content = _CONTENT[self._kind](told[1:])
        self._reply(content, None if content is not None else LATE)


def _kill(pid: object, parent: int) -> None:
    """Only a child of the one who was asked: what says its own pid may lie."""
    with contextlib.suppress(OSError, TypeError, ValueError, IndexError, OverflowError):
        handle = os.pidfd_open(pid)
        try:
            with open(f"/proc/{int(pid)}/stat", "rb") as file:
                if int(file.read().rsplit(b")", 1)[1].split()[1]) == parent:
                    signal.pidfd_send_signal(handle, signal.SIGKILL)
        finally:
            os.close(handle)


def _variables(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    known: dict[str, dict[str, Any]] = {}
    for one in told:
        name = one.get("name")
        if isinstance(name, str):
            known[name] = {**known.get(name, {}), **one}
    return {"variables": rich.variables(list(known.values()))}


def _completion(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    for one in told[:1]:
        places = [one.get("cursorStart"), one.get("cursorEnd")]
        if isinstance(one.get("matches"), list) and all(isinstance(place, int) and 0 <= place < MOST_BYTES for place in places):
            matches = [{"text": _text(m.get("text")), "type": _text(m.get("type"))} for m in one["matches"] if isinstance(m, dict)]
            return {"matches": matches, "cursorStart": places[0], "cursorEnd": places[1]}
    return None


def _inspection(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    for one in told[:1]:
        return {"found": one.get("found") is True, "text": _text(one.get("text"))}
    return None


def _text(said: object) -> str:
    return said if isinstance(said, str) else ""


_CONTENT: dict[str, Callable[[list[dict[str, Any]]], dict[str, Any] | None]] = {
    "variables": _variables, "complete": _completion, "inspect": _inspection,
}  # fmt: skip
