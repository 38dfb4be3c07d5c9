"""The supervisor's end of a child process: its pipes, its socket, and how it is told something."""

import contextlib
import json
import os
import select
import signal
import socket
from typing import Any

from cellhive_runner import channel, child
from cellhive_runner.lazy import LazyShell

PATIENCE_SECONDS = 2.0  # of a child that does not read what it is told
PEERS: set[int] = set()  # the process ids of all that are not forgotten


class Peer:
    """A process that waits on its socket. `readers` are our ends of stdout, stderr and that socket; none of them blocks."""

    def __init__(self, pid: int, out: int, err: int, own: socket.socket) -> None:
        """`pid` is a child of this process."""
        self.pid, self._own = pid, own
        self.readers = [out, err, own.fileno()]
        self.handle = os.pidfd_open(pid)
        PEERS.add(pid)
        for reader in self.readers:
            os.set_blocking(reader, False)

    def tell(self, message: dict[str, Any], *descriptors: int) -> None:
        """Sends one message. Raises OSError when it is gone or does not listen."""
        data = json.dumps(message).encode()
        data = channel.MESSAGE + len(data).to_bytes(channel.LENGTH, "big") + data
        self._own.settimeout(PATIENCE_SECONDS)
        try:
            channel.send(self._own, data, list(descriptors))
        finally:
            self._own.setblocking(False)

    @property
    def alive(self) -> bool:
        """Whether it has not ended yet."""
        return not select.select([self.handle], [], [], 0)[0]

    @property
    def closed(self) -> bool:
        """Whether it was forgotten."""
        return self._own.fileno() < 0

    def kill(self) -> None:
        """Does nothing when it has ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def forget(self, pipes: bool) -> None:
        """Closes its socket, and with `pipes` what it prints into. Its end has been read."""
        PEERS.discard(self.pid)
        self._own.close()
        os.close(self.handle)
        if pipes:
            os.close(self.readers[0])
            os.close(self.readers[1])


def fork(shell: LazyShell, folder: str, exercise: float | None) -> Peer:
    """A new child of this process, in `shell` as it is here, that waits in the workspace; for `exercise` see `child.wait`.

    Raises OSError when no process can be made.
    """
    null = os.open(os.devnull, os.O_RDONLY)
    ours, theirs = socket.socketpair()
    pipes = [os.pipe(), os.pipe()]
    pid = os.fork()
    if pid == 0:
        child.wait((null, pipes[0][1], pipes[1][1], theirs.fileno()), shell, folder, exercise)
    for unused in (null, pipes[0][1], pipes[1][1]):
        os.close(unused)
    theirs.close()
    return Peer(pid, pipes[0][0], pipes[1][0], ours)
