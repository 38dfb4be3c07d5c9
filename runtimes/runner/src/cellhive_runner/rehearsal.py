"""A run without a program, while nobody waits: the first real one then finds its code loaded and its pages its own.

After a fork each page that the supervisor writes to is copied first: 1.5 ms of the first answer.
"""

import json
import os
import socket

from cellhive_runner import channel, environment, frames, verdict, workspace
from cellhive_runner.loop import Loop
from cellhive_runner.run import Run
from cellhive_runner.waiting import Peer

REQUEST = {
    "type": "execute_request", "cell": 1, "threads": 1, "again": False,
    "limits": {"wallClockMs": 1000, "graceMs": 200, "outputBytes": 65_536, "figures": 1, "figurePixels": 1, "figureBytes": 1},
}  # fmt: skip


def rehearse(loop: Loop, folder: str) -> None:
    """Plays both sides in this process, up to the answer, which nobody gets."""
    decoder = frames.Decoder()
    ((request, code),) = decoder.feed(frames.encode(REQUEST, b"print()"))
    workspace.snapshot(folder)
    ours, theirs = socket.socketpair()
    pipes = [os.pipe(), os.pipe()]
    peer = Peer(os.getpid(), pipes[0][0], pipes[1][0], ours)
    try:
        run = Run(request, code.decode(), environment.threads(request["threads"]), peer, _nobody)
        _play(theirs, pipes[0][1])
        run.follow(loop)
        run.conclude()
        frames.encode(verdict.reply(run, True))
    finally:
        peer.forget(pipes=True)
        theirs.close()
        for _, end in pipes:
            os.close(end)


def _play(child: socket.socket, out: int) -> None:
    """Prints a line and says the end, as a child does."""
    told = child.recv(65_536)
    token = json.loads(told[1 + channel.LENGTH :])["run"]
    os.write(out, b"1\n")
    end = {"run": token, "status": 0, "errno": None, "line": None, "threads": 0, "shell": False}
    child.sendall(json.dumps({"kind": "end", "content": end}).encode() + b"\n")


def _nobody(header: dict, payload: bytes) -> None:
    frames.encode(header, payload)
