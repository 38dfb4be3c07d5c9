"""Frames of docs/runner-protocol.md: two big-endian lengths, a JSON header, an optional payload."""

import json
import os
import struct
from typing import Any

MAX_HEADER = 65_536
MAX_PAYLOAD = 67_108_864
LENGTHS = struct.Struct(">II")


class Violation(Exception):
    """The other side sent something that is not a frame."""


def beginning(header: dict[str, Any], size: int) -> bytes:
    """What stands before a payload of so many bytes. Raises Violation when a part is longer than the protocol allows."""
    head = json.dumps(header).encode()
    if len(head) > MAX_HEADER or size > MAX_PAYLOAD:
        raise Violation(f"frame too large: {len(head)} + {size} bytes")
    return LENGTHS.pack(len(head), size) + head


def encode(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """One frame as bytes. Raises Violation as `beginning` does."""
    return beginning(header, len(payload)) + payload


class Decoder:
    """Turns chunks of bytes into frames, however they were split. `limit` bounds the payload, in bytes."""

    def __init__(self, limit: int = MAX_PAYLOAD) -> None:
        """Starts empty."""
        self._buffer = bytearray()
        self._limit = limit

    def feed(self, chunk: bytes) -> list[tuple[dict[str, Any], bytes]]:
        """The frames that this chunk completes. Raises Violation on anything that is not a frame."""
        self._buffer += chunk
        frames = []
        while (frame := self._next()) is not None:
            frames.append(frame)
        return frames

    def _next(self) -> tuple[dict[str, Any], bytes] | None:
        if len(self._buffer) < LENGTHS.size:
            return None
        head, body = LENGTHS.unpack_from(self._buffer)
        if not 2 <= head <= MAX_HEADER or body > self._limit:
            raise Violation(f"lengths out of bounds: {head}, {body}")
        end = LENGTHS.size + head + body
        if len(self._buffer) < end:
            return None
        try:
            header = json.loads(self._buffer[LENGTHS.size : LENGTHS.size + head])
        except (ValueError, RecursionError) as broken:
            raise Violation("header is not JSON") from broken
        if not isinstance(header, dict) or not isinstance(header.get("type"), str):
            raise Violation("header has no type")
        with memoryview(self._buffer) as whole:
            payload = bytes(whole[LENGTHS.size + head : end])
        del self._buffer[:end]
        return header, payload


def write_all(fd: int, data: bytes) -> None:
    """Writes everything, blocking."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
