"""Where two states differ: in what they keep, and in what they have worked out from it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import is_dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from sortedcontainers import SortedList

from scalehook.kit.counts import Counts

MISSING = object()
# of numbers that count, only the order matters; an index of messages is turned by whoever looks
COUNTED = {"_ranks", "_serving", "_numbers", "number"}
TURNED = {"index", "_marked", "_count"}  # and a snapshot counts anew


def differences(one: Any, other: Any, passed_over: Set[str] = frozenset()) -> Iterator[str]:
    """One line for each; `passed_over` are names of fields that may differ."""
    seen: set[tuple[int, int]] = set()
    waiting = [("", one, other)]
    while waiting:
        path, left, right = waiting.pop()
        if left is right or (id(left), id(right)) in seen:
            continue
        seen.add((id(left), id(right)))
        if type(left) is not type(right) and left != right:
            yield f"{path}: {left!r} or {right!r}"
        elif parts := _parts(left, right, COUNTED | passed_over):
            waiting += [(f"{path}{name}", *pair) for name, *pair in parts]
        elif not _is_bare(left) and left != right:
            yield f"{path}: {left!r} or {right!r}"


def _parts(left: Any, right: Any, passed_over: Set[str]) -> list[tuple[str, Any, Any]]:
    if isinstance(left, Counter | Counts):
        return [("", dict(+Counter(left)) == dict(+Counter(right)), True)]
    if isinstance(left, Mapping):
        keys = [*left, *(key for key in right if key not in left)]
        return [(f"[{key!r}]", left.get(key, MISSING), right.get(key, MISSING)) for key in keys]
    if isinstance(left, Set):
        return [(f"{{{each!r}}}", each in left, each in right) for each in left | right]
    if isinstance(left, list | tuple | SortedList):
        pairs = zip_longest(left, right, fillvalue=MISSING)
        return [(f"[{place}]", *pair) for place, pair in enumerate(pairs)]
    if hasattr(left, "__pydantic_fields__"):
        return []
    names = {**getattr(left, "__dict__", {}), **getattr(right, "__dict__", {})}
    return [
        (f".{name}", getattr(left, name, MISSING), getattr(right, name, MISSING))
        for name in (*names, *_slots(type(left)))  # type: ignore[arg-type]  # as below
        if name not in passed_over
    ]


@cache
def _slots(kind: type) -> tuple[str, ...]:
    """What objects of a class hold without a dictionary."""
    if not is_dataclass(kind):
        return ()
    return tuple(name for base in kind.__mro__ for name in vars(base).get("__slots__", ()))


def _is_bare(thing: Any) -> bool:
    """Whether it is nothing but its parts, or what is done with them."""
    return callable(thing) or "__eq__" not in _own_names(type(thing))  # type: ignore[arg-type]  # a class can be hashed


@cache
def _own_names(kind: type) -> set[str]:
    """What it and its bases define, but for what all have."""
    return {name for base in kind.__mro__[:-1] for name in vars(base)}
