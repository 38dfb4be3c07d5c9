#!/usr/bin/env python3
"""Jobs, sessions and a question outlive a killed server: `restart.py submit URL FILE`, kill it, start it, `restart.py check URL FILE`."""

import json
import sys
import time
import urllib.request
from collections.abc import Callable

JOBS = 50
SESSIONS = 2  # fewer than a worker has slots
MIDDLE = "seen.append(n); n += 1\nprint('middle', flush=True)\nimport time; time.sleep(6)"


class Owner:
    """A browser that can be written down."""

    def __init__(self, url: str, cookie: str = "") -> None:
        self.url, self.cookie = url, cookie

    def call(self, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data, {"Content-Type": "application/json", "Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.cookie = (answer.headers.get("Set-Cookie") or self.cookie).split(";")[0]
            return json.load(answer)

    def submit(self, code: str, session: str | None = None) -> str:
        return self.call("/jobs", {"code": code} | ({"sessionId": session} if session else {}))["id"]

    def shown(self, job: str, attempt: int) -> str:
        events = self.call(f"/jobs/{job}/events")["events"]
        assert len([e for e in events if e["type"] == "status" and e["status"] == "SUCCEEDED"]) <= 1, events
        return "".join(e["output"]["text"] for e in events if e["type"] == "output" and e["attempt"] == attempt)

    def end(self, job: str) -> tuple[int, str]:
        """Its last attempt, and what that has shown; it must have succeeded."""
        state: dict = {}

        def ended() -> bool:
            state.update(self.call(f"/jobs/{job}"))
            return state["status"] not in ("QUEUED", "RUNNING")

        until(ended)
        assert state["status"] == "SUCCEEDED", state
        return state["attempt"], self.shown(job, state["attempt"])

    def question(self, job: str) -> dict:
        """What it asks, when it does."""
        until(lambda: self.call(f"/jobs/{job}")["input"])
        return self.call(f"/jobs/{job}")["input"]


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end, "not within 120 s"
        time.sleep(0.2)


def submit(url: str, file: str) -> None:
    """Sessions in the middle of a cell with another one behind it, an open question, and queued jobs; notes them all."""
    one = Owner(url)
    sessions = [one.call("/sessions", {})["id"] for _ in range(SESSIONS)]
    cells = []
    for number, session in enumerate(sessions):
        one.end(one.submit(f"n = {number}\nseen = []", session))
        cells.append([one.submit(MIDDLE, session), one.submit("print(seen, n)", session)])
    asking = one.submit("print('Hello', input('Who? '))")
    one.question(asking)
    for middle, _ in cells:
        until(lambda middle=middle: "middle" in one.shown(middle, 1))
    jobs = [one.submit(f"import time; time.sleep(0.3); print('number', {number})") for number in range(JOBS)]
    with open(file, "w") as note:
        json.dump({"cookie": one.cookie, "cells": cells, "asking": asking, "jobs": jobs}, note)


def check(url: str, file: str) -> None:
    """All must end well, each shown once in its last attempt, sessions with the state that they had."""
    with open(file) as note:
        noted = json.load(note)
    one = Owner(url, noted["cookie"])
    for number, (middle, after) in enumerate(noted["cells"]):
        assert one.end(middle) == (2, "middle\n"), one.end(middle)
        assert one.end(after) == (1, f"[{number}] {number + 1}\n"), one.end(after)
    until(lambda: one.call(f"/jobs/{noted['asking']}")["attempt"] == 2)
    answer = {"number": one.question(noted["asking"])["number"], "value": "Ada"}
    one.call(f"/jobs/{noted['asking']}/input", answer)
    assert one.end(noted["asking"]) == (2, "Hello Ada\n"), one.end(noted["asking"])
    again = 0
    for number, job in enumerate(noted["jobs"]):
        attempt, shown = one.end(job)
        assert shown == f"number {number}\n", shown
        again += attempt > 1
    print(f"{SESSIONS} sessions went on, a question was asked again, all {JOBS} jobs ended, none twice; {again} of them ran again")


if __name__ == "__main__":
    {"submit": submit, "check": check}[sys.argv[1]](*sys.argv[2:4])
