#!/usr/bin/env python3
"""Drives a running Cellhive from outside: examples through both doors, failure paths, ownership and bad input.

Usage: end_to_end.py URL [WORKERS on this machine, 1]. Exits with 1 and names what failed; every wait is bounded.
"""

import base64
import http.cookiejar
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import time
import traceback
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
PATIENCE = 120


class Browser:
    """One owner: keeps its cookie."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies)).open

    def call(self, path: str, body: object = None, headers: dict | None = None, method: str | None = None) -> tuple[int, object]:
        """Status and JSON of a GET, or of a POST when there is a body, unless there is a method."""
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json", **(headers or {})}, method=method)
        try:
            with self._open(request, timeout=PATIENCE) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as problem:
            return problem.code, json.loads(problem.read() or b"null")

    def submit(self, code: str, **fields: object) -> str:
        status, job = self.call("/api/v1/jobs", {"code": code, **fields})
        assert status == 202, job
        return job["id"]

    def end(self, job: str) -> tuple[dict, list[dict]]:
        """The ended job and its whole, gap-free log, by long polling."""
        events: list[dict] = []
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            _, page = self.call(f"/api/v1/jobs/{job}/events?after={len(events)}&waitMs=5000")
            events += page["events"]
            if page["done"]:
                assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
                return self.call(f"/api/v1/jobs/{job}")[1], events
        raise AssertionError(f"{job} did not end")

    def run(self, code: str, **fields: object) -> tuple[dict, list[dict]]:
        return self.end(self.submit(code, **fields))

    def session(self, runtime: str = "python", **fields: object) -> str:
        status, session = self.call("/api/v1/sessions", {"runtime": runtime, **fields})
        assert status == 201, session
        return session["id"]

    def cell(self, session: str, code: str) -> tuple[dict, list[dict]]:
        return self.run(code, sessionId=session)


def text(events: list[dict]) -> str:
    return "".join(e["output"].get("text", "") for e in events if e["type"] == "output")


def examples_through_both_doors(one: Browser) -> None:
    for example in json.loads((EXAMPLES / "examples.json").read_text()):
        expect = example["expect"]
        files = [
            {"name": pathlib.Path(f).name, "data": base64.b64encode((EXAMPLES / f).read_bytes()).decode()} for f in example["files"]
        ]
        request = {"code": (EXAMPLES / example["file"]).read_text(), "files": files, "runtime": example["runtime"]}
        _, answer = one.call("/execute", {**request, "mem": "1g", "cpu": "1.0"})
        assert answer["error"] == "", answer
        assert len(answer["images"]) == expect["figures"], example
        job, events = one.run(**request, limits={"memory": "1g", "cpu": 1})
        assert job["status"] == "SUCCEEDED", job
        figures = [e for e in events if e["type"] == "output" and "image/png" in e["output"].get("data", {})]
        assert len(figures) == expect["figures"], example
        assert [a["name"] for a in job["artifacts"]] == expect["artifacts"], job
        for part in expect["stdoutContains"]:
            assert part in answer["output"] and part in text(events), (part, answer["output"])
        print(f"  {example['file']}: {job['usage']['wallMs']} ms")


def output_appears_while_the_program_sleeps(one: Browser) -> None:
    job = one.submit("import time\nprint('early')\ntime.sleep(6)")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        _, page = one.call(f"/api/v1/jobs/{job}/events?after=2&waitMs=1000")
        if "early" in text(page["events"]):
            assert one.call(f"/api/v1/jobs/{job}")[1]["status"] == "RUNNING"
            one.end(job)
            return
    raise AssertionError("nothing came while it ran")


def failures_have_their_verdicts(one: Browser) -> None:
    cases = [
        ("x = 1\nprint(y)", {}, "FAILED", "USER_ERROR", "line 2"),
        ("print('begun')\nwhile True: pass", {"wallClockMs": 2000}, "TIMED_OUT", None, "longer than 2 seconds"),
        ("print('begun')\nx = bytearray(10**9)", {"memory": "256m"}, "FAILED", "MEMORY_LIMIT", "256 MB"),
        ("while True: print('x' * 1000)", {}, "FAILED", "OUTPUT_LIMIT", "printed"),
        ("import os\nos._exit(0)", {}, "FAILED", "INTERPRETER_DIED", "ended"),
        ("open('big','wb').write(bytes(120<<20)); open('more','wb').write(bytes(120<<20))", {}, "FAILED", "WORKSPACE_LIMIT", "workspace"),
        ("import os, time\nwhile True:\n    os.fork() or time.sleep(30)", {}, "FAILED", "PROCESS_LIMIT", "processes"),
    ]
    for code, limits, status, reason, words in cases:
        job, events = one.run(code, limits={"wallClockMs": 15000, **limits})
        assert (job["status"], job["reason"]) == (status, reason), (code, job)
        assert words in job["message"], job["message"]
        assert "begun" not in code or "begun" in text(events), code
    assert one.run("print(1)")[0]["status"] == "SUCCEEDED"


def cancel_stops_queued_and_running(one: Browser) -> None:
    running = [one.submit("import time\ntime.sleep(60)") for _ in range(8)]
    until = time.monotonic() + 30
    while one.call(f"/api/v1/jobs/{running[0]}")[1]["status"] != "RUNNING" and time.monotonic() < until:
        time.sleep(0.1)
    for job in reversed(running):
        one.call(f"/api/v1/jobs/{job}/cancel", {})
    assert {one.end(job)[0]["status"] for job in running} == {"CANCELLED"}


class Socket:
    """A WebSocket client, as small as RFC 6455 lets it be: text frames only."""

    def __init__(self, browser: Browser) -> None:
        host, _, port = browser.url.removeprefix("http://").partition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cookie = "; ".join(f"{c.name}={c.value}" for c in browser.cookies)
        self._socket.sendall(
            f"GET /api/v1/stream HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nCookie: {cookie}\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: Y2VsbGhpdmUgdGVzdCBrZQ==\r\n\r\n".encode()
        )
        self._in = self._socket.makefile("rb")
        assert b"101" in self._in.readline()
        while self._in.readline() != b"\r\n":
            pass

    def say(self, message: dict) -> None:
        data = json.dumps(message).encode()
        self._socket.sendall(struct.pack(">BBH4x", 0x81, 0xFE, len(data)) + data)

    def hear(self) -> dict:
        size = self._in.read(2)[1]
        if size > 125:
            size = int.from_bytes(self._in.read(2 if size == 126 else 8), "big")
        return json.loads(self._in.read(size))

    def close(self) -> None:
        self._in.close()
        self._socket.close()


def one_socket_follows_several_jobs_and_resumes(one: Browser) -> None:
    jobs = [one.submit(f"import time\nfor i in range(3): print({n}, i); time.sleep(0.4)") for n in range(2)]
    first = Socket(one)
    first.say({"type": "follow", "jobId": jobs[0], "after": 0})
    heard = {jobs[0]: [first.hear()["event"] for _ in range(2)], jobs[1]: []}
    first.close()
    second = Socket(one)
    for job in jobs:
        second.say({"type": "follow", "jobId": job, "after": len(heard[job])})
    ended = 0
    while ended < 2:
        message = second.hear()
        if message["type"] == "end":
            ended += 1
        else:
            heard[message["jobId"]].append(message["event"])
    for n, job in enumerate(jobs):
        assert heard[job] == one.end(job)[1]
        assert text(heard[job]) == f"{n} 0\n{n} 1\n{n} 2\n"
    second.say({"type": "ping"})
    assert second.hear() == {"type": "pong"}
    second.close()
    other = Browser(one.url)
    other.call("/api/v1/limits")
    stranger = Socket(other)
    stranger.say({"type": "follow", "jobId": jobs[0], "after": 0})
    assert stranger.hear()["problem"]["status"] == 404
    stranger.close()


def cells_of_a_session_share_an_interpreter(one: Browser) -> None:
    session = one.session()
    first, events = one.cell(session, "xs = [1]\ndef total(): return sum(xs)")
    assert (first["status"], first["executionCount"], first["sessionId"]) == ("SUCCEEDED", 1, session), first
    assert {"xs", "total"} == {v["name"] for e in events if e["type"] == "variables" for v in e["defined"]}, events
    assert text(one.cell(session, "xs.append(41); print(total())")[1]) == "42\n"
    crash, events = one.cell(session, "xs.clear()\nimport os; os._exit(1)")
    assert crash["reason"] == "INTERPRETER_DIED" and "as it was before" in crash["message"], crash
    assert text(one.cell(session, "print(total())")[1]) == "42\n"
    assert one.call(f"/api/v1/sessions/{session}/rewind", {"before": 2})[0] == 200
    job, events = one.cell(session, "print(total())")
    assert (text(events), job["executionCount"]) == ("1\n", 2), job
    status, completions = one.call(f"/api/v1/sessions/{session}/complete", {"code": "tot", "cursor": 3})
    assert "total" in {match["text"] for match in completions["matches"]}, (status, completions)
    _, seen = one.call(f"/api/v1/sessions/{session}/variables")
    assert "xs" in {variable["name"] for variable in seen["variables"]}, seen
    assert one.call(f"/api/v1/sessions/{session}/restart", {})[0] == 200
    assert text(one.cell(session, "print('xs' in globals())")[1]) == "False\n"
    assert Browser(one.url).call(f"/api/v1/sessions/{session}")[0] == 404
    assert one.call(f"/api/v1/sessions/{session}", method="DELETE")[0] == 204
    assert one.call("/api/v1/jobs", {"code": "1", "sessionId": session})[0] == 404


def a_program_asks_and_goes_on_with_the_answer(one: Browser) -> None:
    session = one.session()
    for fields in ({"sessionId": session}, {"runtime": "python"}):
        job = one.submit("print('Hello', input('Who? '))", **fields)
        until = time.monotonic() + 30
        while not (asked := one.call(f"/api/v1/jobs/{job}")[1]["input"]) and time.monotonic() < until:
            time.sleep(0.05)
        assert asked and asked["prompt"] == "Who? ", asked
        assert one.call(f"/api/v1/jobs/{job}/input", {"number": asked["number"], "value": "Ada"})[0] == 202
        assert text(one.end(job)[1]).endswith("Hello Ada\n")
    assert one.call(f"/api/v1/sessions/{session}", method="DELETE")[0] == 204


def another_owner_sees_nothing(one: Browser) -> None:
    job = one.submit("print(1)")
    other = Browser(one.url)
    for path in ("", "/events", "/artifacts"):
        status, problem = other.call(f"/api/v1/jobs/{job}{path}")
        assert status == 404 and problem["status"] == 404, problem
    assert other.call(f"/api/v1/jobs/{job}/cancel", {})[0] == 404
    one.end(job)


def a_repeat_is_harmless(one: Browser) -> None:
    key = {"Idempotency-Key": f"key {time.time()}"}
    first = one.call("/api/v1/jobs", {"code": "print(1)"}, key)
    second = one.call("/api/v1/jobs", {"code": "print(1)"}, key)
    assert (first[0], second[0]) == (202, 200) and first[1]["id"] == second[1]["id"]
    assert one.call("/api/v1/jobs", {"code": "print(2)"}, key)[0] == 422
    one.end(first[1]["id"])


def bad_input_names_its_field(one: Browser) -> None:
    def file(**fields: object) -> dict:
        return {"code": "1", "files": [{"name": "a", "data": "", **fields}]}

    cases = [
        (b"", "body"), (b"[", "body"), (b"3", "body"), ({"code": None}, "code"), ({"code": [1]}, "code"),
        ({"code": "1", "odd": 1}, "odd"), ({"code": "1", "runtime": "nope"}, "runtime"), ({"code": "1", "cell": 0}, "cell"),
        ({"code": "x" * (10 << 20)}, "code"), ({"code": "1", "limits": {"cpu": []}}, "limits.cpu"),
        (file(data="%%%"), "files[0].data"), (file(data="A" * (7 << 20)), "files[0].data"), (file(sha256="0"), "files[0]"),
        ({"code": "1", "files": [{"name": "a", "data": ""}, {"name": "a", "data": ""}]}, "files[1].name"),
        (b'{"code":' + b"[" * 5000 + b"]" * 5000 + b"}", "code"),
    ]  # fmt: skip
    cases += [(file(name=name), "files[0].name") for name in ("../../x", "/etc/x", "a\0b", "x" * 4096, "", "..")]
    for body, field in cases:
        status, problem = one.call("/api/v1/jobs", body)
        assert 400 <= status < 500, (status, problem)
        assert problem["errors"][0]["field"] == field, (field, problem)
    assert one.run("print(open('numpy.py').read())", files=[{"name": "numpy.py", "data": "eA=="}])[0]["status"] == "SUCCEEDED"


def old_clients_find_the_texts_they_know(one: Browser) -> None:
    assert one.call("/execute", {"code": "x = 1"})[1]["output"].startswith("Cell ran successfully.\nDuration: ")
    assert one.call("/execute", {"code": "1/0"})[1]["error"].startswith("Code execution failed.\n")
    answer = one.call("/execute", {"code": "import sys; print(sys.version)", "runtime": "nope", "mem": "9999g", "cpu": "no"})[1]
    assert answer["output"].startswith("3.11"), answer


WARM_AT_MOST = int(os.environ.get("CELLHIVE_POOL_MOST", "32"))  # of each worker; the leases of owners end after 5 s
WORKERS = 1


def only_warm_containers_are_left(_: Browser) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        left = subprocess.run(
            ["docker", "ps", "-aq", "--filter", "label=io.cellhive.sandbox"], capture_output=True, text=True, check=True
        ).stdout
        if len(left.split()) <= WARM_AT_MOST * WORKERS:
            return
        time.sleep(0.5)
    raise AssertionError(f"more containers than the pool keeps: {left.split()}")


CHECKS = [
    examples_through_both_doors, output_appears_while_the_program_sleeps, failures_have_their_verdicts, cancel_stops_queued_and_running,
    one_socket_follows_several_jobs_and_resumes, cells_of_a_session_share_an_interpreter, a_program_asks_and_goes_on_with_the_answer,
    another_owner_sees_nothing, a_repeat_is_harmless, bad_input_names_its_field, old_clients_find_the_texts_they_know,
]  # fmt: skip


def passes(url: str, check) -> bool:
    started = time.monotonic()
    try:
        check(Browser(url))
        print(f"ok   {check.__name__} ({time.monotonic() - started:.1f} s)", flush=True)
        return True
    except Exception:
        traceback.print_exc()
        print(f"FAIL {check.__name__}", flush=True)
        return False


def run_checks(url: str, checks: list, at_once: int = 1, alone: tuple = ()) -> int:
    """Runs each check with an owner of its own, so many at once, and then those that look at everything; returns the exit code."""
    with ThreadPoolExecutor(at_once) as threads:
        verdicts = list(threads.map(lambda check: passes(url, check), checks))
    verdicts += [passes(url, check) for check in alone]
    print(f"{verdicts.count(True)} passed, {verdicts.count(False)} failed")
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    WORKERS = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    sys.exit(run_checks(sys.argv[1], CHECKS, at_once=2, alone=(only_warm_containers_are_left,)))
