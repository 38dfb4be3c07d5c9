#!/usr/bin/env python3
"""What snapshots cost and whether they hold: a session cell with and without them, a rewind, crashes, answers, libraries, pressure.

Speaks to the runner in a container of its own over `docker run -i`, as a worker does over the attached stream. Both sides run in
turn in the same process, so that noise hits each. Prints medians and p95 in ms.
"""

import argparse
import os
import statistics
import time

from harness import times
from runner_session import Session

TABLES = "import numpy as np, pandas as pd\nframes = [pd.DataFrame(np.random.rand(1_250_000, 5)) for _ in range({count})]"
CRASHES = {
    "segfault": "import ctypes; ctypes.string_at(0)",
    "os._exit": "import os; os._exit(0)",
    "SIGKILL": "import os; os.kill(os.getpid(), 9)",
    "out of memory": "hog = []\nwhile True: hog.append(bytearray(16 << 20))",
}

POOLS = {
    "numpy (OpenBLAS)": "import numpy as np\nm = np.random.rand(900, 900)\nr = (m @ m).sum() + np.linalg.svd(m[:200])[1].sum()",
    "pandas and pyarrow": "import pandas as pd, pyarrow as pa, pyarrow.compute as pc\ndf = pd.DataFrame({'g': list('abcd') * 50_000, 'v': range(200_000)})\n"
    "r = df.groupby('g').v.sum().sum() + pc.sum(pa.table(df)['v']).as_py()",
    "scipy": "import scipy.fft, numpy as np\nr = abs(scipy.fft.fft2(np.random.rand(512, 512), workers=2)).sum()",
    "scikit-learn (OpenMP)": "import numpy as np\nfrom sklearn.ensemble import HistGradientBoostingClassifier\nfrom sklearn.cluster import KMeans\n"
    "x = np.random.rand(5_000, 10); y = x[:, 0] > 0.5\nr = HistGradientBoostingClassifier(max_iter=10).fit(x, y).score(x, y) + KMeans(4, n_init=2).fit(x).inertia_",
    "xgboost": "import numpy as np, xgboost\nx = np.random.rand(5_000, 10); y = x[:, 0] > 0.5\nr = xgboost.XGBClassifier(n_estimators=20, n_jobs=2).fit(x, y).score(x, y)",
    "lightgbm": "import numpy as np, lightgbm\nx = np.random.rand(5_000, 10); y = x[:, 0] > 0.5\nr = lightgbm.LGBMClassifier(n_estimators=20, n_jobs=2, verbose=-1).fit(x, y).score(x, y)",
    "matplotlib": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show(); r = 1",
}


def timed(call: object, *given: object) -> tuple[float, dict]:
    """Seconds, and what came back."""
    started = time.perf_counter()
    answer = call(*given)
    return time.perf_counter() - started, answer


def cells(given: argparse.Namespace) -> None:
    """A small cell in a small and in a large session."""
    cell(given, "print(1)", "x = 0", "print(1)")
    cell(given, "x += 1, 500 MB alive", TABLES.format(count=10) + "\nx = 0", "x += 1")


def cell(given: argparse.Namespace, name: str, prepare: str, code: str) -> None:
    """A cell with snapshots beside the same cell without, first with a pause as a person makes, then at once."""
    sides = [Session(given.image, given.memory, 1, most) for most in (8, 0)]
    for side in sides:
        assert side.cell(prepare)["outcome"] == "ok"
    for pause in (0.1, 0.0):
        took: list[list[float]] = [[], []]
        for _ in range(given.rounds):
            for side, found in zip(sides, took, strict=True):
                time.sleep(pause)
                seconds, reply = timed(side.cell, code)
                assert reply["outcome"] == "ok", reply
                found.append(seconds)
        more = (statistics.median(took[0]) - statistics.median(took[1])) * 1000
        label = "after a pause" if pause else "at once"
        print(f"{name:24} {label:14} with {times(took[0])}   without {times(took[1])}   {more:+.2f} ms", flush=True)
    for side in sides:
        side.close()


def rewinds(given: argparse.Namespace) -> None:
    """In a small and in a large session."""
    for count in (0, 10):
        rewind(given, count)


def rewind(given: argparse.Namespace, count: int) -> None:
    """Back to a state with so many tables of 50 MB, and how long the next cell then takes."""
    session = Session(given.image, given.memory, 1, 8)
    session.cell(TABLES.format(count=count))
    back, following = [], []
    for _ in range(given.rounds):
        at = f"job{session.count}"
        session.cell("n = 1")
        time.sleep(0.1)
        seconds, reply = timed(lambda at=at: session.ask("rewind", after=at))
        assert reply["ok"], reply
        back.append(seconds)
        following.append(timed(session.cell, "print(len(frames))")[0])
    print(f"rewind with {count * 50:4} MB alive    {times(back)}   the next cell {times(following)}", flush=True)
    session.close()


def crashes(given: argparse.Namespace) -> None:
    """How often the state before a crash is there afterwards, and how long it takes until the verdict."""
    for name, code in CRASHES.items():
        session = Session(given.image, given.memory, 1, 8)
        session.cell("import os\nxs = list(range(1000))")
        took, kept = [], 0
        for number in range(given.crashes):
            assert session.cell(f"xs.append({number})")["outcome"] == "ok"
            seconds, reply = timed(session.cell, code)
            took.append(seconds)
            if reply["state"] != "before":
                print(reply)
            seen = session.cell("print(len(xs), xs[-1])")
            kept += (reply["state"], seen["text"]) == ("before", f"{1001 + number} {number}\n")
        print(f"{name:14} state kept {kept} of {given.crashes}   verdict after {times(took)}", flush=True)
        session.close()


def answers(given: argparse.Namespace) -> None:
    """Completion, inspection and variables, idle and while a cell runs."""
    session = Session(given.image, given.memory, 2, 8)
    session.cell(TABLES.format(count=2) + "\ndf = frames[0]\nimport matplotlib.pyplot as plt")
    for busy in (False, True):
        if busy:
            session.count += 1
            job = {"session": True, "id": "busy", "executionCount": session.count}
            session.send({"type": "execute_request", "cell": 1, "limits": session.limits, "threads": 1, **job}, b"while True: pass")
        for kind, code in (("complete", "df.gro"), ("complete", "plt."), ("inspect", "df.groupby"), ("variables", "")):
            took = []
            for _ in range(given.rounds):
                seconds, reply = timed(lambda k=kind, c=code: session.ask(k, c.encode(), request=1, cursor=len(c), detail=0))
                assert reply["ok"], reply
                took.append(seconds)
            print(f"{kind:10} {code:10} {'busy' if busy else 'idle':5} {times(took)}", flush=True)
    session.send({"type": "interrupt"})
    session.close()


def pools(given: argparse.Namespace) -> None:
    """Whether libraries with threads of their own go on working in an interpreter that was forked; exits with 1 when one does not."""
    failed = 0
    for names in [[name] for name in POOLS] + [list(POOLS)]:
        session = Session(given.image, "2g", 2, 8, "numpy,pandas,matplotlib.pyplot,sklearn")
        session.limits["wallClockMs"] = 60_000
        code = "\n".join(POOLS[name] for name in names) + "\nprint(r > 0)"
        seen = []
        for step in ("first", "again", "after a crash", "after a rewind"):
            if step == "after a crash":
                seen.append((step, session.cell("import os; os._exit(1)")["state"]))
            if step == "after a rewind":
                seen.append((step, str(session.ask("rewind", after="job1")["ok"])))
            seconds, reply = timed(session.cell, code)
            seen.append(
                (f"{seconds * 1000:.0f} ms", reply["outcome"] + " " + reply["text"].strip()[-200:] + f" threads {reply['threads']}")
            )
        good = [word for _, word in seen] == ["ok True threads 0"] * 2 + ["before", "ok True threads 0", "True", "ok True threads 0"]
        failed += not good
        print(
            "ok    " if good else "FAILED",
            " + ".join(names),
            *(f"{step}: {word};" for step, word in seen if not good or "ms" in step),
            flush=True,
        )
        session.close()
    if failed:
        raise SystemExit(1)


def pressure(given: argparse.Namespace) -> None:
    """Whether snapshots make way for a cell that needs what they hold; exits with 1 when one does not."""
    session = Session(given.image, "512m", 1, 8)
    steps = {
        "200 MB of numbers": ("import numpy as np\na = np.random.rand(25_000_000)", "ok", "kept"),
        "all of them changed": ("a += 1", "ok", "kept"),
        "changed again": ("a *= 2; n = 1", "ok", "kept"),
        "others in their place": ("a = None; a = np.random.rand(30_000_000)", "ok", "kept"),
        "more than there is": ("hog = []\nwhile True: hog.append(bytearray(16 << 20))", "memory_limit", "before"),
        "still there": ("assert len(a) == 30_000_000 and n == 1", "ok", "kept"),
        **{f"small cell {n}": ("n += 1", "ok", "kept") for n in range(8)},
        "forty processes": ("import subprocess\nps = [subprocess.Popen(['sleep', '60']) for _ in range(40)]", "ok", "kept"),
    }
    failed = 0
    for name, (code, outcome, state) in steps.items():
        seconds, reply = timed(session.cell, code)
        good = (reply["outcome"], reply["state"]) == (outcome, state)
        failed += not good
        print(
            "ok    " if good else "FAILED",
            name,
            f"{seconds * 1000:.0f} ms",
            reply["outcome"],
            reply["state"],
            len(reply["snapshots"]),
            reply["text"][-200:],
            flush=True,
        )
    session.close()
    if failed:
        raise SystemExit(1)


def main() -> None:
    """Reads what to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=list(MEASURED), choices=[*MEASURED, *TRIED])
    parser.add_argument("--image", default="cellhive/base:3.11")
    parser.add_argument("--memory", default="1g")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--crashes", type=int, default=25)
    parser.add_argument("--runner", help="a folder to take the runner from, instead of the one in the image")
    given = parser.parse_args()
    Session.source = given.runner and os.path.abspath(given.runner)
    for what in given.what:
        {**MEASURED, **TRIED}[what](given)


MEASURED = {"cells": cells, "rewinds": rewinds, "crashes": crashes, "answers": answers}
TRIED = {"pools": pools, "pressure": pressure}

if __name__ == "__main__":
    main()
