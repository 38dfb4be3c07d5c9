"""The files that come from the worker and, in a session, are looked at and taken away: in the supervisor, without following any link."""

import json
from typing import Any

from cellhive_runner import frames, workspace

MOST_LISTED = 1_000
ROOM = frames.MAX_PAYLOAD
CHANGES = ("file", "remove_file")
KINDS = (*CHANGES, "files_request", "file_request")
REPLIES = {"files_request": "files_reply", "file_request": "file_reply"}


class Files:
    """Those of one workspace; remembers which could not be put there, until that is told."""

    def __init__(self, folder: str) -> None:
        """`folder` is the workspace."""
        self._folder = folder
        self._refused: dict[str, str] = {}

    def put(self, name: str, content: bytes) -> None:
        """Puts a file that came before a program. Raises Violation for a name that is not plain."""
        if not workspace.plain(name):
            raise frames.Violation("not a plain file name")
        self.serve({"type": "file", "name": name}, content)

    def serve(self, header: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes | workspace.Contents] | None:
        """Does what is asked; the answer, or None when none is wanted. Every failure is a sentence."""
        kind, name = header["type"], header.get("name", "")
        content: bytes | workspace.Contents = b""
        why = None
        try:
            content = self._do(kind, name, payload)
        except ValueError:
            why = "The file is too large to be read here." if kind == "file_request" else "That is not a plain file name."
        except (LookupError, FileNotFoundError):
            why = "There is no such file."
        except (IsADirectoryError, PermissionError):
            why = "A folder has that name."
        except OSError:
            why = "There is no room for the file in the workspace."
        if kind == "file" and why:
            self._refused[name] = why
        if "request" not in header:
            return None
        return {"type": REPLIES.get(kind, "stored_reply"), "request": header["request"], "ok": why is None, "why": why}, content

    def _do(self, kind: str, name: str, payload: bytes) -> bytes | workspace.Contents:
        if kind in CHANGES:
            self._refused.pop(name, None)
        if kind == "file":
            workspace.replace(self._folder, name, payload)
        elif kind == "remove_file":
            workspace.remove(self._folder, name)
        elif kind == "files_request":
            files = [{"name": shown, "size": size} for shown, size in workspace.listing(self._folder, MOST_LISTED)]
            return json.dumps({"files": files}).encode()
        else:
            return workspace.read(self._folder, name, ROOM)
        return b""

    def refused(self) -> list[str]:
        """A line about each file that is not in the workspace as it was sent; told once."""
        lines = [f"{name!r} could not be put into the workspace: {why}\n" for name, why in self._refused.items()]
        self._refused.clear()
        return lines
