#!/usr/bin/env python3
"""A short day at school for a server that records its AOT cache: what runs here often is fast from the first job on in the next one.

Usage: train.py URL. Takes about 20 s on a slow machine, less on a fast one. Exits with 1 when the server does not do what it is asked for.
"""

import pathlib
import re
import sys
import time
import urllib.request
from collections.abc import Iterator

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "bench"))
from harness import PLOT, PRINT, Client
from page import Page

from end_to_end import Browser, text


def rounds(most: int, seconds: float) -> Iterator[int]:
    """Counts, until either is reached."""
    until = time.monotonic() + seconds
    for number in range(most):
        if time.monotonic() > until:
            return
        yield number


def status(events: list[dict]) -> str:
    """The last one."""
    return next(event["status"] for event in reversed(events) if event["type"] == "status")


def pages_are_read(url: str) -> None:
    for _ in range(5):
        with urllib.request.urlopen(f"{url}/", timeout=30) as answer:
            parts = re.findall(r'(?:src|href)="(/[^"]+)"', answer.read().decode())
        for part in [*parts, "/api/v1/limits", "/api/v1/runtimes", "/actuator/health"]:
            urllib.request.urlopen(url + part, timeout=30).close()


def programs_run_one_by_one(url: str) -> None:
    one = Client(url, stranger=False)
    for _ in rounds(300, 5):
        one.execute(PRINT, "python", "1.0")
    for _ in rounds(5, 2):
        Client(url, stranger=True).execute(PRINT, "python", "1.0")


def a_page_follows_its_jobs(url: str) -> None:
    page = Page(url)
    for _ in rounds(100, 2):
        assert text(page.run(PRINT)[1]) == "1\n"
    assert status(page.run("1 / 0")[1]) == "FAILED"
    page.socket.close()


def cells_of_a_notebook_run(url: str) -> None:
    page = Page(url)
    session = page.session()
    for number in rounds(300, 7):
        assert text(page.cell(session, f"x = {number}\nprint(x)")[1]) == f"{number}\n"
    page.call(f"/api/v1/sessions/{session}/complete", {"code": "pri", "cursor": 3})
    page.call(f"/api/v1/sessions/{session}/variables")
    job = page.call("/api/v1/jobs", {"code": "import time\ntime.sleep(30)", "sessionId": session})["id"]
    page.socket.say({"type": "follow", "jobId": job, "after": 0})
    while (message := page.socket.hear())["type"] != "end":
        if message["event"].get("status") == "RUNNING":
            page.call(f"/api/v1/sessions/{session}/interrupt", {})
    assert page.call(f"/api/v1/jobs/{job}")["status"] == "CANCELLED"
    page.call(f"/api/v1/sessions/{session}/rewind", {"before": 2})
    page.delete(session)
    page.socket.close()


def polling_and_files_work(url: str) -> None:
    one = Browser(url)
    code, file = one.call("/api/v1/files?name=data.csv", b"a,b\n1,2\n", {"Content-Type": "application/octet-stream"})
    assert code == 201, file
    for _ in rounds(20, 2):
        job, _ = one.run("open('copy.csv', 'w').write(open('data.csv').read())", files=[{"name": "data.csv", "sha256": file["sha256"]}])
        assert [artifact["name"] for artifact in job["artifacts"]] == ["copy.csv"], job
    one.call("/api/v1/jobs?limit=50")


def a_plot_comes_back(url: str) -> None:
    there = {runtime["name"] for runtime in Browser(url).call("/api/v1/runtimes")[1]["runtimes"] if runtime["available"]}
    if "base" in there:
        one = Client(url, stranger=False)
        for _ in rounds(3, 3):
            one.execute(PLOT, "base", "1.0")


LESSONS = [
    pages_are_read, programs_run_one_by_one, a_page_follows_its_jobs, cells_of_a_notebook_run, polling_and_files_work, a_plot_comes_back,
]  # fmt: skip


def main(url: str) -> None:
    """Each in turn, with its time."""
    for lesson in LESSONS:
        started = time.monotonic()
        lesson(url)
        print(f"{lesson.__name__}: {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
