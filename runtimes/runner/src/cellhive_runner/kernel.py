"""What the kernel is asked that Python's own modules do not have. Opened once: after a fork it would cost 0.1 ms each time."""

import ctypes

LIBC = ctypes.CDLL(None)


def prctl(option: int, value: int) -> None:
    """Sets something about this process."""
    LIBC.prctl(option, value, 0, 0, 0)
