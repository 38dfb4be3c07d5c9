#!/usr/bin/env python3
"""Jobs, sessions and a question outlive a killed server: `restart.py submit URL FILE`, kill it, start it, `restart.py check URL FILE`."""

import http.cookiejar
import json
import sys

from cluster import of_last_attempt, question, until
from end_to_end import Browser, text

JOBS = 50
SESSIONS = 2  # fewer than a worker has slots
MIDDLE = "seen.append(n); n += 1\nprint('middle', flush=True)\nimport time; time.sleep(6)"


def jar(file: str) -> http.cookiejar.LWPCookieJar:
    """Where an owner's cookie is while no process has it."""
    return http.cookiejar.LWPCookieJar(f"{file}.cookies")


def succeeded(one: Browser, job: str) -> tuple[int, str]:
    """Its last attempt, and what that has shown."""
    ended, events = one.end(job)
    assert ended["status"] == "SUCCEEDED", ended
    assert len([e for e in events if e["type"] == "status" and e["status"] == "SUCCEEDED"]) == 1, events
    return ended["attempt"], text(of_last_attempt(events))


def submit(url: str, file: str) -> None:
    """Sessions in the middle of a cell with another one behind it, an open question, and queued jobs; notes them all."""
    one = Browser(url)
    cells = []
    for number in range(SESSIONS):
        session = one.session()
        succeeded(one, one.submit(f"n = {number}\nseen = []", sessionId=session))
        cells.append([one.submit(code, sessionId=session) for code in (MIDDLE, "print(seen, n)")])
    asking = one.submit("print('Hello', input('Who? '))")
    question(one, asking, 1)
    for middle, _ in cells:
        until(lambda middle=middle: "middle" in text(one.call(f"/api/v1/jobs/{middle}/events")[1]["events"]))
    jobs = [one.submit(f"import time; time.sleep(0.3); print('number', {number})") for number in range(JOBS)]
    kept = jar(file)
    for cookie in one.cookies:
        kept.set_cookie(cookie)
    kept.save(ignore_discard=True)
    with open(file, "w") as note:
        json.dump({"cells": cells, "asking": asking, "jobs": jobs}, note)


def check(url: str, file: str) -> None:
    """All must end well, each shown once in its last attempt, sessions with the state that they had."""
    with open(file) as note:
        noted = json.load(note)
    one, kept = Browser(url), jar(file)
    kept.load(ignore_discard=True)
    for cookie in kept:
        one.cookies.set_cookie(cookie)
    for number, (middle, after) in enumerate(noted["cells"]):
        for job, wanted in ((middle, (2, "middle\n")), (after, (1, f"[{number}] {number + 1}\n"))):
            seen = succeeded(one, job)
            assert seen == wanted, seen
    answer = {"number": question(one, noted["asking"], 2), "value": "Ada"}
    assert one.call(f"/api/v1/jobs/{noted['asking']}/input", answer)[0] == 202
    seen = succeeded(one, noted["asking"])
    assert seen == (2, "Hello Ada\n"), seen
    again = 0
    for number, job in enumerate(noted["jobs"]):
        attempt, shown = succeeded(one, job)
        assert shown == f"number {number}\n", shown
        again += attempt > 1
    print(f"{SESSIONS} sessions went on, a question was asked again, all {JOBS} jobs ended, none twice; {again} of them ran again")


if __name__ == "__main__":
    {"submit": submit, "check": check}[sys.argv[1]](*sys.argv[2:4])
