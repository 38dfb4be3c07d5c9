"""The workspace: files go in by plain name, artifacts come out without following any link. Runs in the supervisor."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

MAX_DEPTH = 7
MAX_ENTRIES = 2_000


@dataclass(frozen=True)
class Found:
    """An artifact, or what was passed over and why (count, size, kind, name, depth)."""

    name: str
    data: bytes = b""
    skipped: str | None = None


def plain(name: object) -> bool:
    """Whether this is a plain, visible file name of at most 255 bytes."""
    if not isinstance(name, str) or not name or name.startswith("."):
        return False
    encoded = name.encode("utf-8", "surrogatepass")
    return len(encoded) <= 255 and name.isprintable() and "/" not in name and "\\" not in name


def put(folder: str, name: str, data: bytes) -> None:
    """Writes a new file; raises ValueError for a name that is not plain, OSError when there is no room."""
    if not plain(name):
        raise ValueError("not a plain file name")
    where = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=where)
    finally:
        os.close(where)
    with os.fdopen(fd, "wb") as file:
        file.write(data)


def snapshot(folder: str) -> dict[str, tuple[int, int, int]]:
    """Top-level names with inode, size and modification time, so that unchanged inputs are not artifacts."""
    seen = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            seen[entry.name] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return seen


def collect(folder: str, before: dict[str, tuple[int, int, int]], count: int, room: int) -> Iterator[Found]:
    """New and changed regular files in name order: at most `count`, together at most `room` bytes."""
    os.chmod(folder, 0o700)  # the program may have shut it
    root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    walk = _Walk(before, count, room)
    try:
        yield from walk.folder(root, "", 0)
    finally:
        os.close(root)


class _Walk:
    def __init__(self, before: dict[str, tuple[int, int, int]], count: int, room: int) -> None:
        self._before, self._count, self._room, self._entries = before, count, room, 0

    def folder(self, fd: int, prefix: str, depth: int) -> Iterator[Found]:
        for name in sorted(self._names(fd)):
            shown = prefix + name.encode("utf-8", "replace").decode("utf-8", "replace")
            if name.startswith(".") or name == "__pycache__":
                continue
            if not plain(name):
                yield Found(ascii(shown)[:200], skipped="name")
                continue
            yield from self._entry(fd, name, shown, depth)

    def _names(self, fd: int) -> list[str]:
        names = []
        with os.scandir(fd) as entries:
            for entry in entries:
                self._entries += 1
                if self._entries > MAX_ENTRIES:
                    break
                names.append(entry.name)
        return names

    def _entry(self, parent: int, name: str, shown: str, depth: int) -> Iterator[Found]:
        try:
            status = os.stat(name, dir_fd=parent, follow_symlinks=False)
        except OSError:
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._subfolder(parent, name, shown, depth)
        elif not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
            yield Found(shown, skipped="kind")
        elif depth == 0 and self._before.get(name) == (status.st_ino, status.st_size, status.st_mtime_ns):
            return
        elif self._count <= 0:
            yield Found(shown, skipped="count")
        elif status.st_size > self._room:
            yield Found(shown, skipped="size")
        else:
            yield self._read(parent, name, shown)

    def _subfolder(self, parent: int, name: str, shown: str, depth: int) -> Iterator[Found]:
        if depth >= MAX_DEPTH:
            yield Found(shown, skipped="depth")
            return
        try:
            fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
        except OSError:
            yield Found(shown, skipped="kind")
            return
        try:
            yield from self.folder(fd, shown + "/", depth + 1)
        finally:
            os.close(fd)

    def _read(self, parent: int, name: str, shown: str) -> Found:
        try:
            fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=parent)
        except OSError:
            return Found(shown, skipped="kind")
        with os.fdopen(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                return Found(shown, skipped="kind")
            data = file.read(self._room + 1)
        if len(data) > self._room:
            return Found(shown, skipped="size")
        self._count -= 1
        self._room -= len(data)
        return Found(shown, data)
