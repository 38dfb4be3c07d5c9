"""What the kernel counts, read where the tests run."""

from cellhive_runner import counters


def test_every_counter_reads_as_a_number():
    read = (counters.memory, counters.memory_limit, counters.cached, counters.processes, counters.processes_limit)
    assert all(isinstance(counter(), int) and counter() >= 0 for counter in read)
    assert all(isinstance(value, int) for value in counters.read())
