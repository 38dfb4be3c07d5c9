"""What a variable is, in a few words, without running any code of the user's: only types known exactly are looked into."""

import sys
from types import BuiltinFunctionType, FunctionType, GeneratorType, ModuleType
from typing import Any

MOST_CHARACTERS = 200
MOST_ITEMS = 12
DEEPEST = 3
ATOMS = (int, float, complex, bool, type(None), type(Ellipsis), range)
BRACKETS: dict[type, tuple[str, str]] = {list: ("[", "]"), tuple: ("(", ")"), set: ("{", "}"), frozenset: ("frozenset({", "})")}
HIDDEN = {"In", "Out", "exit", "quit", "get_ipython", "open"}
_order_of = type.__dict__["__mro__"].__get__
_name_of = type.__dict__["__name__"].__get__


def visible(shell: Any) -> dict[str, Any]:
    """The variables that the user made, in the order in which they were made."""
    hidden = shell.user_ns_hidden
    names = shell.user_ns
    return {n: v for n, v in list(names.items()) if type(n) is str and n[:1] != "_" and not (n in hidden and hidden[n] is v)}


def describe(name: str, value: Any) -> tuple[dict[str, Any], bool]:
    """The variable as the protocol has it, and whether its own repr() would say more."""
    told = {"name": name[:MOST_CHARACTERS], "type": type_name(value), "shape": None, "length": None, "sizeBytes": None, "change": None}
    kind, own = type(value), False
    try:
        if type(kind) is not type:  # a metaclass might make comparing types run the user's code
            told["repr"], own = f"<{told['type']}>", True
        elif kind in ATOMS or kind in BRACKETS or kind in (str, bytes, bytearray, dict):
            told["sizeBytes"] = sys.getsizeof(value)
            told["length"] = len(value) if hasattr(kind, "__len__") else None
            told["repr"] = short(value)
        elif (known := _of_library(kind)) is not None:
            told.update(known(value))
        else:
            told["repr"], own = short(value), kind not in (FunctionType, BuiltinFunctionType, ModuleType, GeneratorType, type)
    except Exception:  # a library's object in an odd state
        told["repr"], own = f"<{told['type']}>", True
    told["repr"] = clip(told["repr"])
    return told, own


def type_name(value: Any) -> str:
    """The plain name of its type."""
    return str(_name_of(type(value)))[:MOST_CHARACTERS]


def clip(text: str) -> str:
    """At most MOST_CHARACTERS, in one line."""
    text = " ".join(text.split("\n"))
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def short(value: Any, depth: int = 0) -> str:
    """A repr() of builtin values, cut in breadth and depth; of everything else its type."""
    kind = type(value)
    if type(kind) is not type:
        return f"<class {_name_of(value)}>" if type in _order_of(kind) else f"<{type_name(value)}>"
    if kind is int and value.bit_length() > 2_000:
        return f"<int of {value.bit_length()} bits>"
    if kind in ATOMS:
        return repr(value)
    if kind in (str, bytes, bytearray):
        return repr(value[:MOST_CHARACTERS])
    if kind in BRACKETS or kind is dict:
        return _container(value, kind, depth)
    if kind in (FunctionType, BuiltinFunctionType):
        return f"<function {value.__name__}>"
    if kind is ModuleType:
        return f"<module {value.__dict__.get('__name__')}>"
    if kind is type:
        return f"<class {_name_of(value)}>"
    return f"<{type_name(value)}>"


def _container(value: Any, kind: type, depth: int) -> str:
    begin, end = BRACKETS.get(kind, ("{", "}"))
    if depth >= DEEPEST and value:
        return begin + "…" + end
    parts = []
    for number, item in enumerate(value.items() if kind is dict else value):
        if number == MOST_ITEMS:
            parts.append("…")
            break
        parts.append(f"{short(item[0], depth + 1)}: {short(item[1], depth + 1)}" if kind is dict else short(item, depth + 1))
    if kind in (set, frozenset) and not parts:
        return f"{kind.__name__}()"
    return begin + ", ".join(parts) + ("," if kind is tuple and len(parts) == 1 else "") + end


def _of_library(kind: type) -> Any:
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and kind is getattr(numpy, "ndarray", None):
        return _array
    if numpy is not None and getattr(numpy, _name_of(kind), None) is kind and issubclass(kind, numpy.generic):
        return lambda value: {"repr": str(value.item()), "sizeBytes": value.nbytes}
    if pandas is not None and kind is getattr(pandas, "DataFrame", None):
        return _frame
    if pandas is not None and kind is getattr(pandas, "Series", None):
        return _series
    return None


def _array(value: Any) -> dict[str, Any]:
    shown = "…" if value.dtype.kind == "O" else short(value.flat[:MOST_ITEMS].tolist())
    more = ", …" if value.size > MOST_ITEMS else ""
    told = {"shape": _shape(value.shape), "length": len(value) if value.ndim else None, "sizeBytes": value.nbytes}
    return {**told, "repr": f"{value.dtype} {shown[:-1]}{more}]" if shown != "…" else f"{value.dtype}"}


def _frame(value: Any) -> dict[str, Any]:
    columns = [short(column) if type(column) is not str else column for column in value.columns[: MOST_ITEMS * 2].tolist()]
    size = int(value.memory_usage().sum())
    return {"shape": _shape(value.shape), "length": len(value), "sizeBytes": size, "repr": "columns: " + ", ".join(columns)}


def _series(value: Any) -> dict[str, Any]:
    first = value.iloc[:MOST_ITEMS].tolist()
    told = {"shape": _shape(value.shape), "length": len(value), "sizeBytes": int(value.memory_usage())}
    return {**told, "repr": f"{value.dtype} {short(first)}"}


def _shape(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) if shape else "()"
