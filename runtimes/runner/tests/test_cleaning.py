"""What keeps a container from being lent to its owner once more."""

import os

import pytest

from cellhive_runner import cleaning

IPV4 = """sockets: used {used}
TCP: inuse {tcp} orphan 3 tw {waiting} alloc 6 mem 231
UDP: inuse {udp} mem 0
UDPLITE: inuse 0
RAW: inuse 0
FRAG: inuse 0 memory 0
"""
IPV6 = "TCP6: inuse {tcp6}\nUDP6: inuse 0\nUDPLITE6: inuse 0\nRAW6: inuse 0\nFRAG6: inuse 0 memory 0\n"
NOTHING = {"used": 1, "tcp": 0, "waiting": 0, "udp": 0, "tcp6": 0}


@pytest.fixture
def container(tmp_path, monkeypatch):
    """As in a container of its own: this process is the first one there, and the only one."""
    monkeypatch.setattr(os, "getpid", lambda: 1)
    everything = os.listdir
    monkeypatch.setattr(os, "listdir", lambda place: ["1"] if place == "/proc" else everything(place))
    monkeypatch.setattr(cleaning, "SHARED", ())
    monkeypatch.setattr(cleaning, "SYSV", ())
    monkeypatch.setattr(cleaning, "NETWORK", (str(tmp_path / "4"), str(tmp_path / "6")))

    def clean(**counted):
        (tmp_path / "4").write_text(IPV4.format(**NOTHING | counted))
        (tmp_path / "6").write_text(IPV6.format(**NOTHING | counted))
        cleaning.clean((), cleaning.own_state())

    return clean


@pytest.mark.parametrize("left", ["tcp", "waiting", "udp", "tcp6"])
def test_a_container_in_which_a_port_may_still_be_taken_is_given_up(container, left):
    with pytest.raises(cleaning.InDoubt, match="connection"):
        container(**{left: 1})


def test_the_runners_own_pairs_of_sockets_keep_no_container_from_its_owner(container):
    container(used=7)


def test_a_kernel_that_counts_no_sockets_keeps_no_container_from_its_owner(container, monkeypatch):
    monkeypatch.setattr(cleaning, "NETWORK", ("/proc/not/there",))
    container(waiting=1)
