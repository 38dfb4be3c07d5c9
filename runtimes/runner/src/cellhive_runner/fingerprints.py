"""Whether a value is still what it was, seen cheaply: who it is, what type it has, how long it is, and a sample of what is in it.

Of what is large only a sample is compared, so a change in the middle of a million numbers may be missed; nothing is missed in
what is small, and nothing that stayed is taken for changed. No code of the user's runs.
"""

import sys
import time
import zlib
from collections import OrderedDict, defaultdict, deque
from types import FunctionType, GeneratorType, GetSetDescriptorType
from typing import Any

MOST_ITEMS = 1_024  # of a container, before only a sample is taken
SAMPLE = 256
DEEPEST = 4
BYTES = 65_536
BUDGET_SECONDS = 0.003  # for all variables together; beyond it only identities count
SEQUENCES = (list, tuple, deque)
MAPS = (dict, defaultdict, OrderedDict)
ATOMS = (int, float, bool, type(None), complex)
SETS = (set, frozenset)
Print = tuple[int, object]
_dict_of = type.__dict__["__dict__"].__get__
_order_of = type.__dict__["__mro__"].__get__


class _Late(Exception):
    """The budget is used up."""


class Prints:
    """The fingerprints of one moment."""

    def __init__(self, variables: dict[str, Any]) -> None:
        """Takes them now."""
        self._until = time.thread_time() + BUDGET_SECONDS
        self._looked_at = 0
        self._of: dict[str, Print] = {name: (id(value), self._deep(value)) for name, value in variables.items()}

    def changes_to(self, later: "Prints") -> dict[str, str]:
        """The names that were added or changed, and which of both."""
        found = {}
        for name, (identity, deep) in later._of.items():
            before = self._of.get(name)
            if before is None:
                found[name] = "added"
            elif deep is None or before[1] is None:
                if before[0] != identity:
                    found[name] = "changed"
            elif before[1] != deep or (before[0] != identity and deep[0] == "object"):
                found[name] = "changed"
        return found

    def _deep(self, value: Any) -> Any:
        """None when there was no time to look."""
        try:
            return self._print(value, 0)
        except (_Late, RuntimeError, AttributeError, TypeError, ValueError):  # late, changed by a thread meanwhile, or half made
            return None

    def _print(self, value: Any, depth: int) -> Any:
        kind = type(value)
        self._looked_at += 1
        if self._looked_at % 64 == 0 and time.thread_time() > self._until:
            raise _Late
        if type(kind) is not type or depth >= DEEPEST:  # a metaclass might make comparing types run the user's code
            return ("object", id(kind), id(value))
        if kind in ATOMS:
            return (kind, value)
        if kind is str or kind is bytes:
            return (kind, hash(value))
        if kind in SEQUENCES or kind in SETS:
            return (kind, len(value), 0 if kind is tuple else id(value), *self._items(value, depth))
        if kind in MAPS:
            return (kind, len(value), id(value), *self._pairs(value, depth))
        if kind is bytearray:
            return (kind, id(value), len(value), zlib.crc32(value[:BYTES]))
        if kind is GeneratorType:
            return (kind, id(value), value.gi_frame.f_lasti if value.gi_frame else -1)
        if kind is FunctionType:
            return (kind, id(value), id(value.__code__), id(value.__defaults__))
        return self._object(value, kind, depth)

    def _items(self, value: Any, depth: int) -> list[Any]:
        size = len(value)
        if size <= MOST_ITEMS:
            return [self._print(item, depth + 1) for item in value]
        if type(value) in (list, tuple):
            step = size // SAMPLE
            value = [*value[:SAMPLE], *value[::step][:SAMPLE], *value[-SAMPLE:]]
        else:
            value = [item for item, _ in zip(value, range(SAMPLE), strict=False)]
        return [self._print(item, depth + 1) for item in value]

    def _pairs(self, value: dict, depth: int) -> list[Any]:
        pairs = zip(value.items(), range(MOST_ITEMS), strict=False)
        return [(id(key), self._print(item, depth + 1)) for (key, item), _ in pairs]

    def _object(self, value: Any, kind: type, depth: int) -> Any:
        numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
        if numpy is not None and kind is getattr(numpy, "ndarray", None):
            return (kind, id(value), *_array(value))
        if pandas is not None and (kind is getattr(pandas, "DataFrame", None) or kind is getattr(pandas, "Series", None)):
            return (kind, id(value), *_table(value))
        if kind is type:
            return ("object", id(value), tuple((name, id(part)) for name, part in _dict_of(value).items()))
        own = _own_fields(value, kind)
        return ("object", id(kind), id(value), *(self._pairs(own, depth) if own else ()))


def _own_fields(value: Any, kind: type) -> dict | None:
    """The instance's own attributes, not asking any code of its class."""
    for base in _order_of(kind):
        field = _dict_of(base).get("__dict__")
        if field is not None:
            return field.__get__(value) if type(field) is GetSetDescriptorType else None
    return None


def _array(value: Any) -> tuple[Any, ...]:
    start = value.__array_interface__["data"][0]
    if value.dtype.kind == "O":
        return (start, value.shape, *map(id, value.ravel()[:MOST_ITEMS].tolist()))
    if not value.flags.c_contiguous and not value.flags.f_contiguous:
        return (start, value.shape, value.strides)
    flat = value.ravel(order="K")
    parts = [flat] if flat.nbytes <= BYTES else [flat[:SAMPLE], flat[:: flat.size // SAMPLE], flat[-SAMPLE:]]
    return (start, value.shape, value.strides, value.dtype.str, *(zlib.crc32(part.tobytes()) for part in parts))


def _table(value: Any) -> list[Any]:
    parts: list[Any] = [value.shape, id(value.index)]
    if value.ndim == 2:
        parts.append(tuple(map(hash, value.columns[:SAMPLE].tolist())))
    for block in value._mgr.blocks[:SAMPLE]:
        held = block.values
        inner = getattr(held, "_ndarray", held)
        parts.append((id(held), *_array(inner)) if hasattr(inner, "flags") else (id(held), len(held), id(getattr(held, "_pa_array", None))))
    return parts
