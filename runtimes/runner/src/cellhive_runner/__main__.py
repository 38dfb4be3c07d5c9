"""PID 1: speaks docs/runner-protocol.md on stdin and stdout."""

import os
import signal
import sys

from cellhive_runner import child, cleaning, environment, frames, kernel, processes
from cellhive_runner.supervisor import Supervisor

AHEAD = os.environ.get("CELLHIVE_AHEAD") == "1"  # nobody waits for this container yet
VIOLATION = 70
IN_DOUBT = 71
PRELOAD = os.environ.get("CELLHIVE_PRELOAD", "").split(",") if os.environ.get("CELLHIVE_PRELOAD") else []


def main() -> int:
    """Takes stdin and stdout away from everything else, then serves."""
    kernel.prctl(child.PR_SET_DUMPABLE, 0)
    processes.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one signal that Python handles by itself, and that PID 1 would get
    os.environ.update(environment.variables())
    incoming, outgoing = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    try:
        return Supervisor(incoming, outgoing, environment.workspace(), PRELOAD, AHEAD).serve(AHEAD)
    except frames.Violation as violation:
        print(f"protocol violation: {violation}", file=sys.stderr)
        return VIOLATION
    except cleaning.InDoubt as doubt:
        print(f"not fit for another job: {doubt}", file=sys.stderr)
        return IN_DOUBT


if __name__ == "__main__":
    sys.exit(main())
