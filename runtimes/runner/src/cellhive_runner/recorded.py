"""What was answered when a cell ran first, for its replay."""

import json

from cellhive_runner import frames


def answers(payload: bytes) -> list[str | None]:
    """In the order of the questions, as the worker says them. Raises Violation."""
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError) as broken:
        raise frames.Violation("recorded_inputs is not JSON") from broken
    if not isinstance(said, list) or not all(one is None or isinstance(one, str) for one in said):
        raise frames.Violation("recorded_inputs is not a list of strings")
    return said
