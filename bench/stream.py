"""A page's WebSocket, as small as RFC 6455 lets it be: text frames only."""

import json
import socket
import struct
import urllib.parse


class Stream:
    """Follows jobs of the owner with this cookie."""

    def __init__(self, url: str, cookie: str) -> None:
        """Opens it; `url` as http://host:port."""
        address = urllib.parse.urlsplit(url)
        self._socket = socket.create_connection((address.hostname, address.port), timeout=300)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(
            f"GET /api/v1/stream HTTP/1.1\r\nHost: {address.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nCookie: {cookie}\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: Y2VsbGhpdmUgdGVzdCBrZQ==\r\n\r\n".encode()
        )
        self._in = self._socket.makefile("rb")
        if b"101" not in self._in.readline():
            raise SystemExit("the server opens no WebSocket")
        while self._in.readline() != b"\r\n":
            pass

    def to_the_end(self, job: str) -> dict:
        """Follows the job to its terminal event, which it returns."""
        data = json.dumps({"type": "follow", "jobId": job, "after": 0}).encode()
        self._socket.sendall(struct.pack(">BBH4x", 0x81, 0xFE, len(data)) + data)
        last: dict = {}
        while (message := self._hear())["type"] != "end":
            last = message["event"]
        return last

    def _hear(self) -> dict:
        message, last = b"", False
        while not last:  # a long one comes in several frames
            head, size = self._in.read(2)
            last = bool(head & 0x80)
            if size > 125:
                size = int.from_bytes(self._in.read(2 if size == 126 else 8), "big")
            message += self._in.read(size)
        return json.loads(message)

    def close(self) -> None:
        """Hangs up."""
        self._in.close()
        self._socket.close()
