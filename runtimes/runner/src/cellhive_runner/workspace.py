"""The workspace: files go in by plain name, artifacts come out without following any link. Runs in the supervisor."""

import contextlib
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

MAX_DEPTH = 7
MAX_ENTRIES = 2_000
PIECE = 65_536
Mark = tuple[int, int, int]  # inode, size and time of the last change


class Contents:
    """What is in a file, read piece by piece: all at once it would take memory that the program has too."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        """As long as the file is now, whatever becomes of it."""
        self._file, self._size = file, size

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        """Once. Where the file has become shorter meanwhile there are zeros."""
        with self._file as file:
            left = self._size
            while left:
                piece = file.read(min(left, PIECE)) or bytes(min(left, PIECE))
                left -= len(piece)
                yield piece


class Found(NamedTuple):
    """An artifact, or what was passed over and why (count, size, kind, name, depth)."""

    name: str
    contents: Contents | None = None
    skipped: str | None = None


def plain(name: object) -> bool:
    """Whether this is a plain, visible file name of at most 255 bytes."""
    if not isinstance(name, str) or not name.strip() or name.startswith("."):
        return False
    encoded = name.encode("utf-8", "surrogatepass")
    return len(encoded) <= 255 and name.isprintable() and "/" not in name and "\\" not in name


def replace(folder: str, name: str, data: bytes) -> None:
    """Writes a file whole, in the place of one that is there, or not at all.

    Raises ValueError for a name that is not plain, OSError when there is no room or a folder is there.
    """
    if not plain(name):
        raise ValueError("not a plain file name")
    half = f".{os.getpid()}.half"  # hidden, so never listed
    with contextlib.suppress(FileNotFoundError):
        os.unlink(os.path.join(folder, half))
    try:
        _write(folder, half, data)
        os.rename(os.path.join(folder, half), os.path.join(folder, name))
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(os.path.join(folder, half))
        raise


def remove(folder: str, name: str) -> None:
    """Removes a file or a link. Raises ValueError for a name that is not plain, OSError when it cannot be."""
    if not plain(name):
        raise ValueError("not a plain file name")
    os.unlink(os.path.join(folder, name))


def _write(folder: str, place: str, data: bytes) -> None:
    where = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fd = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=where)
    finally:
        os.close(where)
    with os.fdopen(fd, "wb") as file:
        file.write(data)


def snapshot(folder: str) -> dict[str, Mark]:
    """Every visible regular file, so that unchanged ones are not artifacts."""
    return {entry.shown: entry.mark for entry in _walk(folder) if entry.mark}


def listing(folder: str, most: int) -> list[tuple[str, int]]:
    """Names and sizes of visible regular files in name order, at most so many."""
    return [(entry.shown, entry.mark[1]) for entry in _walk(folder) if entry.mark][:most]


def read(folder: str, shown: str, room: int) -> Contents:
    """A file that is listed under this name. Raises LookupError when there is none, ValueError when it is larger than `room`."""
    for entry in _walk(folder):
        if entry.shown == shown and entry.mark:
            found = _open(entry, room)
            if found.skipped == "size":
                raise ValueError("too large")
            if found.contents is not None:
                return found.contents
    raise LookupError(shown)


def collect(folder: str, before: dict[str, Mark], count: int, room: int) -> Iterator[Found]:
    """New and changed regular files in name order: at most `count`, together at most `room` bytes."""
    for entry in _walk(folder):
        if entry.mark is None:
            yield Found(entry.shown, skipped=entry.skipped)
        elif before.get(entry.shown) == entry.mark:
            continue
        elif count <= 0:
            yield Found(entry.shown, skipped="count")
        else:
            found = _open(entry, room)
            if found.contents is not None:
                count, room = count - 1, room - len(found.contents)
            yield found


class _Entry(NamedTuple):
    """A regular file with its mark, or what cannot be one and why."""

    parent: int
    name: str
    shown: str
    mark: Mark | None = None
    skipped: str | None = None


def _walk(folder: str) -> Iterator[_Entry]:
    """Follows no link. An entry's parent is open while it is the last that was given."""
    os.chmod(folder, 0o700)  # the program may have shut it
    root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield from _Walk().folder(root, "", 0)
    finally:
        os.close(root)


class _Walk:
    def __init__(self) -> None:
        self._entries = 0

    def folder(self, fd: int, prefix: str, depth: int) -> Iterator[_Entry]:
        for name in sorted(self._names(fd)):
            shown = prefix + name.encode("utf-8", "replace").decode("utf-8", "replace")
            if name.startswith(".") or name == "__pycache__":
                continue
            if not plain(name):
                yield _Entry(fd, name, ascii(shown)[:200], skipped="name")
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

    def _entry(self, parent: int, name: str, shown: str, depth: int) -> Iterator[_Entry]:
        try:
            status = os.stat(name, dir_fd=parent, follow_symlinks=False)
        except OSError:
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._subfolder(parent, name, shown, depth)
        elif not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
            yield _Entry(parent, name, shown, skipped="kind")
        else:
            yield _Entry(parent, name, shown, mark=(status.st_ino, status.st_size, status.st_mtime_ns))

    def _subfolder(self, parent: int, name: str, shown: str, depth: int) -> Iterator[_Entry]:
        if depth >= MAX_DEPTH:
            yield _Entry(parent, name, shown, skipped="depth")
            return
        try:
            fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
        except OSError:
            yield _Entry(parent, name, shown, skipped="kind")
            return
        try:
            yield from self.folder(fd, shown + "/", depth + 1)
        finally:
            os.close(fd)


def _open(entry: _Entry, room: int) -> Found:
    try:
        file = open(os.open(entry.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=entry.parent), "rb", buffering=0)
    except OSError:
        return Found(entry.shown, skipped="kind")
    status = os.fstat(file.fileno())
    if stat.S_ISREG(status.st_mode) and status.st_size <= room:
        return Found(entry.shown, Contents(file, status.st_size))
    file.close()
    return Found(entry.shown, skipped="size" if stat.S_ISREG(status.st_mode) else "kind")
