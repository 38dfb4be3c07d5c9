"""The files of a live session: put, taken away, listed and read, in the supervisor, without following any link."""

import json
from typing import Any

from cellhive_runner import frames, workspace

MOST_LISTED = 1_000
ROOM = frames.MAX_PAYLOAD
KINDS = ("file", "remove_file", "files_request", "file_request")
REPLIES = {"files_request": "files_reply", "file_request": "file_reply"}


def serve(folder: str, header: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes | workspace.Contents] | None:
    """Does what is asked; the answer, or None when none is wanted. Every failure is a sentence."""
    kind, name = header["type"], header.get("name", "")
    content: bytes | workspace.Contents = b""
    why = None
    try:
        if kind == "file":
            workspace.replace(folder, name, payload)
        elif kind == "remove_file":
            workspace.remove(folder, name)
        elif kind == "files_request":
            files = [{"name": shown, "size": size} for shown, size in workspace.listing(folder, MOST_LISTED)]
            content = json.dumps({"files": files}).encode()
        else:
            content = workspace.read(folder, name, ROOM)
    except ValueError:
        why = "The file is too large to be read here." if kind == "file_request" else "That is not a plain file name."
    except (LookupError, FileNotFoundError):
        why = "There is no such file."
    except (IsADirectoryError, PermissionError):
        why = "A folder has that name."
    except OSError:
        why = "There is no room for the file in the workspace."
    if "request" not in header:
        return None
    return {"type": REPLIES.get(kind, "stored_reply"), "request": header["request"], "ok": why is None, "why": why}, content
