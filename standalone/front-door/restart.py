#!/usr/bin/env python3
"""Fifty jobs outlive a killed server: `restart.py submit URL FILE`, kill it, start it, `restart.py check URL FILE`."""

import json
import sys
import time
import urllib.request

JOBS = 50


def call(url: str, cookie: str, body: dict | None = None) -> tuple[dict, str]:
    """The answer's JSON and the cookie to go on with."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", "Cookie": cookie})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer), (answer.headers.get("Set-Cookie") or cookie).split(";")[0]


def submit(url: str, file: str) -> None:
    """Queues the jobs and notes them with their owner's cookie."""
    cookie, ids = "", []
    for number in range(JOBS):
        job, cookie = call(f"{url}/api/v1/jobs", cookie, {"code": f"import time; time.sleep(0.3); print('number', {number})"})
        ids.append(job["id"])
    with open(file, "w") as note:
        json.dump({"cookie": cookie, "ids": ids}, note)


def check(url: str, file: str) -> None:
    """Waits until all have ended; each must have succeeded and shown its line once, in its last attempt."""
    with open(file) as note:
        noted = json.load(note)
    until, again = time.monotonic() + 120, 0
    for number, job_id in enumerate(noted["ids"]):
        while (job := call(f"{url}/api/v1/jobs/{job_id}", noted["cookie"])[0])["status"] in ("QUEUED", "RUNNING"):
            assert time.monotonic() < until, job
            time.sleep(0.2)
        assert job["status"] == "SUCCEEDED", job
        page, _ = call(f"{url}/api/v1/jobs/{job_id}/events", noted["cookie"])
        shown = [e["output"]["text"] for e in page["events"] if e["type"] == "output" and e["attempt"] == job["attempt"]]
        assert "".join(shown) == f"number {number}\n", shown
        ends = [e for e in page["events"] if e["type"] == "status" and e["status"] == "SUCCEEDED"]
        assert len(ends) == 1, ends
        again += job["attempt"] > 1
    print(f"all {JOBS} ended, none twice; {again} were running when the server was killed and ran again")


if __name__ == "__main__":
    {"submit": submit, "check": check}[sys.argv[1]](*sys.argv[2:4])
