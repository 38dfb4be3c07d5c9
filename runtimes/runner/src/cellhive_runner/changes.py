"""What the last cell of a session added to the variables or changed in them."""

import json
import os
import select
import time
from typing import Any

from cellhive_runner import answers, forks, variables
from cellhive_runner.fingerprints import Prints

MOST = 100
REPR_SECONDS = 0.25  # for all of those that only their own repr() describes


class Changes:
    """Remembers the moment before the cell."""

    def __init__(self) -> None:
        """Nothing was there yet."""
        self._before: Prints | None = None

    def begin(self, shell: Any) -> None:
        """Before each cell; only the first has not been seen yet."""
        self._before = self._before or Prints(variables.visible(shell))

    def since(self, shell: Any) -> list[dict[str, Any]]:
        """Since the last call, as the protocol has them."""
        now = variables.visible(shell)
        later = Prints(now)
        changed = self._before.changes_to(later) if self._before else {}
        self._before = later
        told, more = {}, []
        for name in list(changed)[:MOST]:
            told[name], own = variables.describe(name, now[name])
            told[name]["change"] = changed[name]
            if own:
                more.append(name)
        if more and not forks.threads():
            _ask(shell, more, told)
        return list(told.values())


def _ask(shell: Any, names: list[str], told: dict[str, dict[str, Any]]) -> None:
    """What their own repr() says, from a throw-away copy."""
    ours, theirs = os.pipe()
    try:
        if forks.throw_away(theirs):
            answers.give(theirs, shell, {"kind": "variables", "names": names, "most": MOST, "seconds": REPR_SECONDS})
    except OSError:
        os.close(ours)
        os.close(theirs)
        return
    said = _until_the_end(ours)
    forks.finish()
    for line in said.split(b"\n")[1:-1]:
        more = json.loads(line) if line else {}
        if more.get("name") in told:
            told[more["name"]].update({field: value for field, value in more.items() if field != "change"})


def _until_the_end(pipe: int) -> bytes:
    parts, until = [], time.monotonic() + REPR_SECONDS
    try:
        while (left := until - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
            part = os.read(pipe, 65_536)
            if not part:
                break
            parts.append(part)
    finally:
        os.close(pipe)
    return b"".join(parts)
