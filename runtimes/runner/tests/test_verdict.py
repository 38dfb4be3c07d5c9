"""Whether a program stopped because it was refused something, or for a reason of its own."""

import os
import signal
import sqlite3
from types import SimpleNamespace

import pytest

from cellhive_runner import cell, verdict


@pytest.mark.parametrize(
    ("stopped_by", "refused", "outcome"),
    [
        (BlockingIOError(11, "Resource temporarily unavailable"), 1, "process_limit"),
        (RuntimeError("can't start new thread"), 1, "process_limit"),
        (RuntimeError("Resource temporarily unavailable"), 1, "process_limit"),
        (BlockingIOError(11, "Resource temporarily unavailable"), 0, "error"),
        (RuntimeError("can't start"), 1, "error"),
        (ZeroDivisionError("division by zero"), 1, "error"),
        (OSError(28, "No space left on device"), 1, "workspace_limit"),
        (OSError(122, "Disk quota exceeded"), 0, "workspace_limit"),
        (OSError(2, "No such file"), 0, "error"),
    ],
)
def test_an_error_is_put_down_to_what_it_says_itself(stopped_by, refused, outcome):
    end = {"errno": cell._refusal(stopped_by)}
    assert verdict._outcome(cell.USER_ERROR, None, 0, refused, end) == outcome


def _of_sqlite(name):
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("stopped_by", "free", "outcome"),
    [
        (OSError("2000000 requested and 262128 written"), 0, "workspace_limit"),
        (OSError("2000000 requested and 262128 written"), 1 << 20, "error"),
        (_of_sqlite("SQLITE_FULL"), 3 * 4096, "workspace_limit"),
        (_of_sqlite("SQLITE_FULL"), 1 << 20, "error"),
        (_of_sqlite("SQLITE_BUSY"), 0, "error"),
        (FileNotFoundError("none"), 0, "error"),
        (OSError(2, "No such file"), 0, "error"),
        (ValueError("bad"), 0, "error"),
    ],
)
def test_a_full_workspace_is_known_where_a_library_keeps_the_kernels_word_to_itself(monkeypatch, stopped_by, free, outcome):
    full = SimpleNamespace(f_blocks=512, f_bavail=free // 4096, f_frsize=4096)
    monkeypatch.setattr(os, "statvfs", lambda place: full)
    assert verdict._outcome(cell.USER_ERROR, None, 0, 0, {"errno": cell._refusal(stopped_by)}) == outcome


def test_a_place_without_a_limit_is_never_full(monkeypatch):
    monkeypatch.setattr(os, "statvfs", lambda place: SimpleNamespace(f_blocks=0, f_bavail=0, f_frsize=4096))
    assert cell._refusal(OSError("2 requested and 1 written")) is None


@pytest.mark.parametrize("forged", ["full", [28], {"a": 1}, 1.5, True])
def test_what_a_program_forges_is_an_error(forged):
    assert verdict._outcome(cell.USER_ERROR, None, 0, 1, {"errno": forged}) == "error"


def test_a_program_that_is_gone_without_a_word_is_judged_by_the_kernel():
    assert verdict._outcome(None, signal.SIGKILL, 1, 1, None) == "memory_limit"
    assert verdict._outcome(1, None, 0, 1, None) == "process_limit"
    assert verdict._outcome(1, None, 0, 0, None) == "died"
