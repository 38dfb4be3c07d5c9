"""The files that a run left behind, on their way to the worker."""

import json
from collections.abc import Callable

from cellhive_runner import workspace

MOST_SKIPPED = 20  # that are named


def send(send_frame: Callable[..., None], folder: str, limits: dict[str, int], before: dict[str, workspace.Mark]) -> None:
    """Sends those that are new since `before` or changed, within the limits, and says which were not kept."""
    skipped = 0
    for found in workspace.collect(folder, before, limits["artifacts"], limits["artifactBytes"]):
        if found.contents is not None:
            send_frame({"type": "artifact", "name": found.name, "size": len(found.contents)}, found.contents)
            continue
        skipped += 1
        if skipped <= MOST_SKIPPED:
            send_frame({"type": "artifact_skipped", "name": found.name, "why": found.skipped})
    if skipped > MOST_SKIPPED:
        told = {"name": "stderr", "text": f"{skipped - MOST_SKIPPED} more files were not kept.\n"}
        send_frame({"type": "output", "output_type": "stream"}, json.dumps(told).encode())
