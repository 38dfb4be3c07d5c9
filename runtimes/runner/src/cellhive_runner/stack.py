"""At which line a child of this process stands, read from its memory: it need not answer, and nothing happens to it.

A forked child has the state of its main thread at the address where it is here. The places below are CPython 3.11's
(Include/cpython/pystate.h, Include/internal/pycore_frame.h, Include/cpython/code.h); another Python is not read at all.
What a running program changes meanwhile can only make an answer wrong or missing.
"""

import contextlib
import ctypes
import os
import struct
import sys

KNOWN = sys.implementation.name == "cpython" and sys.version_info[:2] == (3, 11) and struct.calcsize("P") == 8
CONTROL_FRAME = 56  # of a thread's state
CURRENT_FRAME = 8  # of a control frame
FRAME = struct.Struct("=32xQ8xQQ")  # code, the frame that called, the instruction
CODE = struct.Struct("=72xi36xQ16xQ")  # first line, file name, line table
INSTRUCTIONS = 184  # of a code object
LENGTH, TEXT, BYTES = 16, 48, 32  # of a str or bytes; where the characters of an ASCII str and those of bytes begin
DEEPEST, LARGEST = 2_000, 1 << 20  # frames; bytes of a line table
_current_thread = ctypes.pythonapi.PyThreadState_Get
_current_thread.restype = ctypes.c_void_p
MAIN_THREAD: int = _current_thread()


def line(pid: int, file: str) -> int | None:
    """The line of the innermost frame whose code has this ASCII file name; None when there is none or it cannot be read."""
    if not KNOWN:
        return None
    with contextlib.suppress(OSError, ValueError, OverflowError, struct.error):
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
        try:
            return _line(memory, file.encode())
        finally:
            os.close(memory)
    return None


def _line(memory: int, file: bytes) -> int | None:
    frame = _pointer(memory, _pointer(memory, MAIN_THREAD + CONTROL_FRAME) + CURRENT_FRAME)
    for _ in range(DEEPEST):
        if not frame:
            break
        code, caller, instruction = FRAME.unpack(os.pread(memory, FRAME.size, frame))
        first, name, table = CODE.unpack(os.pread(memory, CODE.size, code))
        if _pointer(memory, name + LENGTH) == len(file) and os.pread(memory, len(file), name + TEXT) == file:
            lines = os.pread(memory, min(_pointer(memory, table + LENGTH), LARGEST), table + BYTES)
            return _line_of(first, lines, instruction - code - INSTRUCTIONS)
        frame = caller
    return None


def _pointer(memory: int, address: int) -> int:
    number: int = struct.unpack("=Q", os.pread(memory, 8, address))[0]
    return number


def _line_of(first: int, table: bytes, offset: int) -> int | None:
    """Python itself reads the table, as if it belonged to a function of ours."""
    code = _line_of.__code__.replace(co_firstlineno=first, co_linetable=table)
    return next((line for start, end, line in code.co_lines() if start <= offset < end), None)
