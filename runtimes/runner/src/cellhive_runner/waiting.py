"""A forked child that waits for its one request, as the supervisor holds it."""

import json
import os
import socket
from typing import Any

from cellhive_runner import child


class Waiting:
    """Forks at once. `readers` are our ends of stdout, stderr and the rich socket; blocking until the request is sent."""

    def __init__(self, shell: Any, folder: str, exercise: bool) -> None:
        """`shell` is the one to run in; `folder` the workspace; `exercise` whether it warms up first.

        Raises OSError when no process can be made.
        """
        null = os.open(os.devnull, os.O_RDONLY)
        ours, theirs = socket.socketpair()
        pipes = [os.pipe(), os.pipe(), (ours.detach(), theirs.detach())]
        self.pid = os.fork()
        if self.pid == 0:
            child.wait((null, pipes[0][1], pipes[1][1], pipes[2][1]), shell, folder, exercise)
        os.close(null)
        for _, writer in pipes:
            os.close(writer)
        self.readers = [reader for reader, _ in pipes]

    def request(self, code: str, cell: int, limits: dict[str, int], environment: dict[str, str]) -> None:
        """Sends the request; from here on our ends do not block."""
        content: dict[str, Any] = {"code": code, "cell": cell, "limits": limits, "environment": environment}
        data = json.dumps(content).encode()
        data = len(data).to_bytes(child.REQUEST_LENGTH, "big") + data
        view = memoryview(data)
        while view:
            view = view[os.write(self.readers[2], view) :]
        for reader in self.readers:
            os.set_blocking(reader, False)
