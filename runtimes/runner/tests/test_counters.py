"""What the kernel counts, read where the tests run, and out of files as either version of cgroups writes them."""

import pytest

from cellhive_runner import counters, pressure

VERSION_1 = {
    "memory/memory.usage_in_bytes": "31195136\n",
    "memory/memory.limit_in_bytes": "536870912\n",
    "memory/memory.max_usage_in_bytes": "536870912\n",
    "memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n",
    "memory/memory.stat": "cache 4096\ninactive_file 3000\nactive_file 1096\ntotal_inactive_file 9\n",
    "pids/pids.current": "3\n",
    "pids/pids.max": "64\n",
    "pids/pids.events": "max 5\n",
    "cpuacct/cpuacct.usage": "1234567890\n",
}
VERSION_2 = {
    "cgroup.controllers": "cpuset cpu io memory pids\n",
    "memory.current": "31195136\n",
    "memory.max": "536870912\n",
    "memory.peak": "536870912\n",
    "memory.events": "low 0\nhigh 0\nmax 812\noom 2\noom_kill 2\noom_group_kill 0\n",
    "memory.stat": "anon 100\nfile 4096\ninactive_file 3000\nactive_file 1096\n",
    "pids.current": "3\n",
    "pids.max": "64\n",
    "pids.events": "max 5\n",
    "cpu.stat": "usage_usec 1234567\nuser_usec 1000000\nsystem_usec 234567\n",
}


@pytest.mark.parametrize("files", [VERSION_1, VERSION_2], ids=["version 1", "version 2"])
def test_both_versions_of_cgroups_say_the_same(tmp_path, monkeypatch, files):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(counters, "ROOT", f"{tmp_path}/")
    assert counters.read() == counters.Counters(oom_kills=2, pids_refused=5, cpu_ms=1234, peak_memory=536870912)
    assert (counters.memory(), counters.memory_limit(), counters.cached()) == (31195136, 536870912, 4096)
    assert (counters.processes(), counters.processes_limit()) == (3, 64)


@pytest.mark.parametrize(("limit", "there", "too_many"), [(70, 62, 0), (70, 63, 1), (70, 70, 8), (0, 900, 0)])
def test_says_how_many_processes_are_too_many(monkeypatch, limit, there, too_many):
    monkeypatch.setattr(counters, "processes_limit", lambda: limit)
    monkeypatch.setattr(counters, "processes", lambda: there)
    assert pressure.processes_too_many() == too_many


def test_no_limit_and_no_counter_read_as_zero(tmp_path, monkeypatch):
    (tmp_path / "cgroup.controllers").write_text("memory pids\n")
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "pids.max").write_text("max\n")
    monkeypatch.setattr(counters, "ROOT", f"{tmp_path}/")
    assert (counters.memory_limit(), counters.processes_limit()) == (0, 0)
    assert counters.read() == counters.Counters(0, 0, 0, 0)


def test_every_counter_reads_as_a_number():
    read = (counters.memory, counters.memory_limit, counters.cached, counters.processes, counters.processes_limit)
    assert all(isinstance(counter(), int) and counter() >= 0 for counter in read)
    assert all(isinstance(value, int) for value in counters.read())
