#!/usr/bin/env python3
"""Sessions and jobs outlive the Docker daemons under them: `daemons.py URL COMMAND...`, where the command restarts all daemons."""

import subprocess
import sys

from end_to_end import Browser, text

SESSIONS = 4


def main(url: str, *restart: str) -> None:
    """State before, a cell and a job in the middle, the restart; then every session goes on from where it was."""
    one = Browser(url)
    sessions = [one.session() for _ in range(SESSIONS)]
    for number, session in enumerate(sessions):
        assert one.cell(session, f"xs = [{number}]")[0]["status"] == "SUCCEEDED"
        assert one.cell(session, "xs.append('kept')")[0]["status"] == "SUCCEEDED"
    slow = "import time\ntime.sleep(4)\nprint('through')"
    running = [one.submit(slow, sessionId=sessions[0]), one.submit(slow, runtime="python")]
    for job in running:
        assert one.call(f"/api/v1/jobs/{job}/events?after=1&waitMs=20000")[1]["events"], job
    subprocess.run(restart, check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    asked = [one.submit("print(xs)", sessionId=session) for session in sessions]
    for job_id in running:
        job, events = one.end(job_id)
        assert (job["status"], text(events)) == ("SUCCEEDED", "through\n"), (job, events)
    restored = 0
    for number, job_id in enumerate(asked):
        job, events = one.end(job_id)
        assert (job["status"], text(events)) == ("SUCCEEDED", f"[{number}, 'kept']\n"), (job, events)
        restored += any(event["type"] == "session_restored" for event in events)
    assert restored >= SESSIONS - 1, restored  # the first one's running cell was told instead
    for session in sessions:
        one.call(f"/api/v1/sessions/{session}", method="DELETE")
    print(f"ok   {SESSIONS} sessions, a cell and a job outlived a restart of the daemons")


if __name__ == "__main__":
    main(*sys.argv[1:])
