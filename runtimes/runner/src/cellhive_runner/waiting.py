"""A forked child that waits for its one request, as the supervisor holds it."""

import json
import os
import socket
from typing import Any

from cellhive_runner import child


class Waiting:
    """Forks at once. `readers` are our ends of stdout, stderr and the rich socket; blocking until the request is sent."""

    def __init__(self, environment: dict[str, str], folder: str, preload: list[str]) -> None:
        """`preload` names modules to import ahead."""
        null = os.open(os.devnull, os.O_RDONLY)
        ours, theirs = socket.socketpair()
        pipes = [os.pipe(), os.pipe(), (ours.detach(), theirs.detach())]
        self.pid = os.fork()
        if self.pid == 0:
            child.wait((null, pipes[0][1], pipes[1][1], pipes[2][1]), environment, folder, preload)
        os.close(null)
        for _, writer in pipes:
            os.close(writer)
        self.readers = [reader for reader, _ in pipes]

    def warm(self) -> list[str] | None:
        """Blocks until it has imported; the modules, or None when it died over them."""
        line = b""
        while not line.endswith(b"\n"):
            try:
                part = os.read(self.readers[2], 1)
            except ConnectionResetError:
                return None
            if not part:
                return None
            line += part
        return json.loads(line)["content"]

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

    def bury(self) -> None:
        """Reaps it after it died, and closes our ends."""
        os.waitpid(self.pid, 0)
        for reader in self.readers:
            os.close(reader)
