#!/usr/bin/env python3
"""Drives a cluster of two API nodes and two workers over real Redis and RabbitMQ, and breaks its parts.

Usage: cluster.py FOLDER, with the process ids of the nodes in FOLDER/*.pid. Exits with 1 and names what failed; every
wait is bounded.
"""

import base64
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.request

from end_to_end import Browser, Socket, run_checks, text

API = ("http://127.0.0.1:18181", "http://127.0.0.1:18182")
BROKER = "http://127.0.0.1:15674/api"
FOLDER = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path()


def at(one: Browser, url: str) -> Browser:
    """The same owner at another node."""
    there = Browser(url)
    for cookie in one.cookies:
        there.cookies.set_cookie(cookie)
    return there


def both() -> tuple[Browser, Browser]:
    first = Browser(API[0])
    first.call("/api/v1/limits")
    return first, at(first, API[1])


def pid(node: str) -> int:
    return int((FOLDER / f"{node}.pid").read_text())


class Node:
    """A node that can be ended and started again, as it was started by others."""

    def __init__(self, name: str, port: int) -> None:
        self.name, self.port = name, port
        process = pathlib.Path(f"/proc/{pid(name)}")
        self._command = (process / "cmdline").read_text().rstrip("\0").split("\0")
        self._environment = dict(pair.split("=", 1) for pair in (process / "environ").read_text().split("\0") if "=" in pair)
        self._folder = (process / "cwd").resolve()

    def end(self, how: int) -> None:
        end_all(how, self)

    def runs(self) -> bool:
        try:
            return "Z" not in pathlib.Path(f"/proc/{pid(self.name)}/stat").read_text().rpartition(")")[2]
        except OSError:
            return False

    def start(self, **settings: str) -> None:
        self.launch(**settings)
        self.ready()

    def launch(self, **settings: str) -> None:
        """Starts it and does not wait until it answers."""
        with (FOLDER / f"{self.name}.log").open("a") as log:
            process = subprocess.Popen(
                self._command, env={**self._environment, **settings}, cwd=self._folder, stdout=log, stderr=log, start_new_session=True
            )
        (FOLDER / f"{self.name}.pid").write_text(str(process.pid))

    def ready(self) -> None:
        until(self._answers, 90)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/actuator/health", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False


def end_all(how: int, *nodes: Node) -> None:
    for node in nodes:
        os.kill(pid(node.name), how)
    for node in nodes:
        until(lambda node=node: not node.runs(), 60)


def docker(*words: str) -> None:
    subprocess.run(["docker", *words], check=True, stdout=subprocess.DEVNULL, timeout=60)


def broker(path: str, body: dict | None = None) -> object:
    """The management API of RabbitMQ."""
    login = base64.b64encode(b"guest:guest").decode()
    request = urllib.request.Request(
        BROKER + path, None if body is None else json.dumps(body).encode(), {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def until(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.1)


def status(one: Browser, job: str) -> str:
    return one.call(f"/api/v1/jobs/{job}")[1]["status"]


def question(one: Browser, job: str, attempt: int) -> int:
    """The number of what this attempt of the job asks, when it does."""
    asked: list[int] = []

    def asks() -> bool:
        state = one.call(f"/api/v1/jobs/{job}")[1]
        asked[:] = [state["input"]["number"]] if state["input"] and state["attempt"] == attempt else []
        return bool(asked)

    until(asks, 60)
    return asked[0]


TICKS = "import time\nfor i in range({0}):\n    print('tick', i)\n    time.sleep(1)"


def ticks(count: int) -> str:
    return "".join(f"tick {i}\n" for i in range(count))


def of_last_attempt(events: list[dict]) -> list[dict]:
    last = max(e["attempt"] for e in events)
    return [e for e in events if e["attempt"] == last]


def one_node_takes_a_job_and_the_other_shows_it(_: Browser) -> None:
    here, there = both()
    job = here.submit(TICKS.format(2))
    follower = Socket(there)
    follower.say({"type": "follow", "jobId": job, "after": 0})
    heard = []
    while (message := follower.hear())["type"] != "end":
        heard.append(message["event"])
    follower.close()
    ended, events = there.end(job)
    assert ended["status"] == "SUCCEEDED" and text(events) == ticks(2), ended
    assert heard == events == here.end(job)[1]
    waiting = there.submit("import time\ntime.sleep(60)")
    until(lambda: status(here, waiting) == "RUNNING")
    here.call(f"/api/v1/jobs/{waiting}/cancel", {})
    assert there.end(waiting)[0]["status"] == "CANCELLED"


def a_worker_tells_its_operator_how_it_is_and_an_api_node_does_not(_: Browser) -> None:
    status, said = Browser("http://127.0.0.1:18191").call("/actuator/health/worker")
    assert (status, said["status"], said["details"]["health"]) == (200, "UP", "READY"), said
    assert "components" not in Browser(API[0]).call("/actuator/health")[1]


def two_nodes_share_files_keys_and_lists(_: Browser) -> None:
    here, there = both()
    _, file = here.call("/api/v1/files?name=a.txt", b"shared", {"Content-Type": "application/octet-stream"})
    key = {"Idempotency-Key": f"key {time.time()}"}
    request = {"code": "print(open('a.txt').read()); open('b.txt','w').write('kept')", "files": [{"name": "a.txt", "sha256": file["sha256"]}]}
    first, second = here.call("/api/v1/jobs", request, key), there.call("/api/v1/jobs", request, key)
    assert (first[0], second[0]) == (202, 200) and first[1]["id"] == second[1]["id"], (first, second)
    ended, events = there.end(first[1]["id"])
    assert text(events) == "shared\n", ended
    assert [a["name"] for a in ended["artifacts"]] == ["b.txt"]
    assert [job["id"] for job in there.call("/api/v1/jobs")[1]["jobs"]] == [ended["id"]]
    assert Browser(API[1]).call(f"/api/v1/jobs/{ended['id']}")[0] == 404


def redis_away_for_a_moment_costs_nothing(_: Browser) -> None:
    here, there = both()
    jobs = [here.submit(TICKS.format(6)) for _ in range(3)]
    until(lambda: "tick 1" in text(there.call(f"/api/v1/jobs/{jobs[0]}/events")[1]["events"]))
    docker("pause", "cellhive-test-redis")
    time.sleep(7)
    problem_status, problem = here.call("/api/v1/jobs", {"code": "1"})
    docker("unpause", "cellhive-test-redis")
    assert problem_status == 503 and "Redis" not in problem["title"], problem
    for job in jobs:
        ended, events = there.end(job)
        assert ended["status"] == "SUCCEEDED", ended
        assert text(of_last_attempt(events)) == ticks(6), events


def a_broker_restart_loses_nothing(_: Browser) -> None:
    here, there = both()
    jobs = [here.submit(f"import time; time.sleep(1); print({n})") for n in range(12)]
    docker("restart", "-t", "5", "cellhive-test-rabbitmq")
    accepted = here.call("/api/v1/jobs", {"code": "print(12)"})
    assert accepted[0] == 202, accepted
    for n, job in enumerate([*jobs, accepted[1]["id"]]):
        ended, events = there.end(job)
        assert ended["status"] == "SUCCEEDED", ended
        assert text(of_last_attempt(events)) == f"{n}\n", events


def a_poison_message_ends_in_the_dead_letter_queue_and_its_job_says_so(_: Browser) -> None:
    here, there = both()
    before = dead()
    blockers = [here.submit("import time; time.sleep(30)", runtime="python") for _ in range(10)]
    victim = here.submit("print(1)", runtime="base")
    properties = {"message_id": victim, "delivery_mode": 2}
    routed = broker(
        "/exchanges/%2F/cellhive.jobs/publish", {"properties": properties, "routing_key": "base", "payload": "{nonsense", "payload_encoding": "string"}
    )
    assert routed == {"routed": True}
    until(lambda: status(there, victim) != "QUEUED")
    job, events = there.end(victim)
    assert (job["status"], job["reason"]) == ("FAILED", "PLATFORM_ERROR"), job
    assert "not your program's fault" in job["message"] and events[-1]["message"] == job["message"]
    until(lambda: dead() == before + 1)
    for blocker in blockers:
        there.call(f"/api/v1/jobs/{blocker}/cancel", {})
    assert {there.end(blocker)[0]["status"] for blocker in blockers} == {"CANCELLED"}


def dead() -> int:
    """Messages in the dead-letter queue, counted by taking them out and giving them back."""
    taken = broker("/queues/%2F/cellhive.dead/get", {"count": 1000, "ackmode": "ack_requeue_true", "encoding": "auto"})
    return len(taken)


def a_killed_worker_and_a_killed_api_node_lose_nothing(_: Browser) -> None:
    here, there = both()
    asking = here.submit("print(input('Who? '))")
    question(there, asking, 1)
    # why one fewer than slots: a job that asks leaves its slot, but its owner's lane counts it as running.
    jobs = [here.submit(TICKS.format(8)) for _ in range(7)]
    reader = Socket(there)
    reader.say({"type": "follow", "jobId": jobs[0], "after": 0})
    until(lambda: all(status(there, job) == "RUNNING" for job in jobs))
    os.kill(pid("worker-1"), signal.SIGKILL)
    os.kill(pid("api-1"), signal.SIGKILL)
    heard = []
    while (message := reader.hear())["type"] != "end":
        heard.append(message["event"])
    reader.close()
    attempts = []
    for job in jobs:
        ended, events = there.end(job)
        assert ended["status"] == "SUCCEEDED", ended
        assert text(of_last_attempt(events)) == ticks(8), events
        assert job != jobs[0] or heard == events
        attempts.append(ended["attempt"])
    assert set(attempts) == {1, 2}, attempts
    print(f"  attempts {sorted(attempts)}")
    number = question(there, asking, there.call(f"/api/v1/jobs/{asking}")[1]["attempt"])
    assert there.call(f"/api/v1/jobs/{asking}/input", {"number": number, "value": "Ada"})[0] == 202
    ended, events = there.end(asking)
    assert (ended["status"], text(of_last_attempt(events))) == ("SUCCEEDED", "Ada\n"), (ended, events)


MIDDLE = "seen.append(n); n += 1\nprint('middle', flush=True)\nimport time; time.sleep(4)\nprint('n is', n)"


def twenty_in_the_middle(first: Node, second: Node, **settings: str) -> tuple[list[tuple[Browser, str]], list[str]]:
    """Twenty sessions on the first worker, each in the middle of a cell, and those cells. The second worker has nothing yet."""
    slots = {"CELLHIVE_WORKER_SLOTS": "20", **settings}
    end_all(signal.SIGTERM, second, first)
    first.start(**slots)
    sessions = twenty_sessions()
    second.start(**slots)
    return sessions, in_the_middle(sessions)


def twenty_sessions() -> list[tuple[Browser, str]]:
    """Of four owners; each has run its first cell."""
    owners = [Browser(API[n % 2]) for n in range(4)]
    sessions = [(one, one.session()) for one in owners for _ in range(5)]
    firsts = [one.submit(f"n = {n}\nseen = []", sessionId=session) for n, (one, session) in enumerate(sessions)]
    for (one, _), job in zip(sessions, firsts, strict=True):
        ended, events = one.end(job)
        assert (ended["status"], text(events)) == ("SUCCEEDED", ""), ended
    return sessions


def in_the_middle(sessions: list[tuple[Browser, str]]) -> list[str]:
    """A cell of each, which has begun."""
    cells = [one.submit(MIDDLE, sessionId=session) for one, session in sessions]
    for (one, _), job in zip(sessions, cells, strict=True):
        until(lambda one=one, job=job: "middle" in text(one.call(f"/api/v1/jobs/{job}/events")[1]["events"]))
    return cells


def sessions_outlive_the_worker_that_holds_them(_: Browser) -> None:
    first, second = Node("worker-1", 18191), Node("worker-2", 18192)
    sessions, cells = twenty_in_the_middle(first, second, CELLHIVE_POOL_EACH="0")
    first.end(signal.SIGKILL)
    killed = time.monotonic()
    after = [one.submit("print(seen, n)", sessionId=session) for one, session in sessions]
    latest = 0.0
    for n, ((one, session), middle, job) in enumerate(zip(sessions, cells, after, strict=True)):
        ended, events = one.end(job)
        latest = max(latest, time.monotonic() - killed)
        assert (ended["status"], text(events)) == ("SUCCEEDED", f"[{n}] {n + 1}\n"), (ended, events)
        redone, events = one.end(middle)
        assert redone["attempt"] == 2 and text(of_last_attempt(events)) == f"middle\nn is {n + 1}\n", (redone, events)
        assert [event["cause"] for event in events if event["type"] == "session_restored"] == ["worker_lost"], events
        counts = [cell["executionCount"] for cell in one.call(f"/api/v1/sessions/{session}")[1]["cells"]]
        assert counts == [1, 2, 3], counts
    print(f"  the last of {len(sessions)} sessions answered {latest:.1f} s after the kill")
    for one, session in sessions:
        assert one.call(f"/api/v1/sessions/{session}", method="DELETE")[0] == 204
    first.start()
    # why so long: how fast it is, `./cellhive bench recovery` measures; on a busy machine each container takes ten times as long.
    assert latest < 120, latest


def endless_loops_keep_nobody_else_waiting(_: Browser) -> None:
    first, second = Node("worker-1", 18191), Node("worker-2", 18192)
    second.end(signal.SIGTERM)
    loopers = [(one, one.session()) for one in (Browser(API[n % 2]) for n in range(4))]
    other = Browser(API[0])
    waiting = other.session()
    for n, (one, session) in enumerate([*loopers, (other, waiting)]):
        assert one.cell(session, f"n = {n}")[0]["status"] == "SUCCEEDED"
    # why: it still has the slots of the check before.
    second.start(CELLHIVE_WORKER_SLOTS="4")
    loops = [(one, one.submit("while True: n += 1", sessionId=session)) for one, session in loopers]
    until(lambda: all(status(one, job) == "RUNNING" for one, job in loops))
    started = time.monotonic()
    cell = other.submit("print(n)", sessionId=waiting)
    alone = [Browser(API[n % 2]).run("print('alone')") for n in range(4)]
    ended, events = other.end(cell)
    taken = time.monotonic() - started
    assert (ended["status"], text(events)) == ("SUCCEEDED", "4\n"), (ended, events)
    assert [text(events) for _, events in alone] == ["alone\n"] * 4, alone
    assert all(status(one, job) == "RUNNING" for one, job in loops), "they held nobody up"
    print(f"  a session and four other jobs went past four endless loops within {taken:.1f} s")
    for one, job in loops:
        one.call(f"/api/v1/jobs/{job}/cancel", {})
        assert one.end(job)[0]["attempt"] == 1
    for one, session in [*loopers, (other, waiting)]:
        assert one.call(f"/api/v1/sessions/{session}", method="DELETE")[0] == 204


def a_question_outlives_its_worker_and_is_answered_at_another_node(_: Browser) -> None:
    first, second = Node("worker-1", 18191), Node("worker-2", 18192)
    second.end(signal.SIGTERM)
    here, there = both()
    session = here.session()
    assert here.cell(session, "n = 41")[0]["status"] == "SUCCEEDED"
    asking = here.submit("n += int(input('How many? '))\nprint(n)", sessionId=session)
    alone = here.submit("print(input('Who? '))")
    for job in (asking, alone):
        question(there, job, 1)
    second.start()
    first.end(signal.SIGKILL)
    for job, value, said in ((asking, "1", "42\n"), (alone, "Ada", "Ada\n")):
        answer = {"number": question(there, job, 2), "value": value}
        assert there.call(f"/api/v1/jobs/{job}/input", answer)[0] == 202
        ended, events = here.end(job)
        assert (ended["status"], ended["attempt"]) == ("SUCCEEDED", 2), ended
        assert text(of_last_attempt(events)) == said, events
    assert here.call(f"/api/v1/sessions/{session}", method="DELETE")[0] == 204
    first.start()


def the_dead_workers_containers_are_removed(_: Browser) -> None:
    def workers() -> set[str]:
        words = ["docker", "ps", "-a", "--filter", "label=io.cellhive.installation=cluster-test", "--format", '{{.Label "io.cellhive.worker"}}']
        return set(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())

    until(lambda: len(workers()) == 1, 60)


if __name__ == "__main__":
    sys.exit(
        run_checks(
            API[0],
            [
                one_node_takes_a_job_and_the_other_shows_it, a_worker_tells_its_operator_how_it_is_and_an_api_node_does_not,
                two_nodes_share_files_keys_and_lists, redis_away_for_a_moment_costs_nothing,
                a_broker_restart_loses_nothing, a_poison_message_ends_in_the_dead_letter_queue_and_its_job_says_so,
                sessions_outlive_the_worker_that_holds_them, a_question_outlives_its_worker_and_is_answered_at_another_node,
                endless_loops_keep_nobody_else_waiting,
                a_killed_worker_and_a_killed_api_node_lose_nothing, the_dead_workers_containers_are_removed,
            ],  # fmt: skip
        )
    )
