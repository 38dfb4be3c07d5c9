"""An owner as a notebook page is one: a keep-alive connection and one socket that tells how jobs go."""

import pathlib
import sys
import time

from harness import Client

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "standalone" / "front-door"))
from end_to_end import Browser, Socket


class Page:
    """An owner with one socket, as a notebook page has it."""

    def __init__(self, url: str) -> None:
        """Opens the socket."""
        browser = Browser(url)
        browser.call("/api/v1/limits")
        self.socket = Socket(browser)
        self._http = Client(url, stranger=False, cookie="; ".join(f"{one.name}={one.value}" for one in browser.cookies))

    def call(self, path: str, body: object = None, method: str | None = None) -> dict:
        """The JSON answer."""
        return self._http.call(path, body, method)

    def session(self, runtime: str = "python", **limits: object) -> str:
        """A new session's id."""
        return self.call("/api/v1/sessions", {"runtime": runtime, **({"limits": limits} if limits else {})})["id"]

    def run(self, code: str, **fields: object) -> tuple[float, list[dict]]:
        """Seconds from the submit of a job over the socket to its end as the socket tells it, and the events."""
        started = time.perf_counter()
        self.socket.say({"type": "submit", "request": "r", "job": {"code": code, **fields}})
        answer = self.socket.hear()
        if answer["type"] != "submitted":
            raise SystemExit(f"not taken: {answer}")
        self.socket.say({"type": "follow", "jobId": answer["job"]["id"], "after": 0})
        events = []
        while (message := self.socket.hear())["type"] != "end":
            events.append(message["event"])
        return time.perf_counter() - started, events

    def cell(self, session: str, code: str) -> tuple[float, list[dict]]:
        """The same for a session's cell."""
        return self.run(code, sessionId=session)

    def delete(self, session: str) -> None:
        """Ends the session."""
        self.call(f"/api/v1/sessions/{session}", method="DELETE")
