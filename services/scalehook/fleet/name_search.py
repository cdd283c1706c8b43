"""Finds names by a pattern in which `*` stands for anything."""

from collections.abc import Iterator
from itertools import takewhile

from sortedcontainers import SortedSet

ANYTHING = "*"


def fitting(pattern: str, names: SortedSet) -> list[str]:
    """The names that fit, in order. Only those are looked at that begin as the pattern does."""
    if ANYTHING not in pattern:
        return [pattern] if pattern in names else []
    prefix = pattern.partition(ANYTHING)[0]
    candidates = _beginning_with(prefix, names)
    if pattern == prefix + ANYTHING:
        return list(candidates)
    return _matching(pattern, candidates)


def _beginning_with(prefix: str, names: SortedSet) -> Iterator[str]:
    return takewhile(lambda name: name.startswith(prefix), names.irange(prefix))


def _matching(pattern: str, names: Iterator[str]) -> list[str]:
    """In a time that grows with the names alone, whatever the pattern."""
    import re2  # large, and most patterns are only a beginning

    options = re2.Options()
    options.dot_nl, options.log_errors = True, False
    first, *middle, last = (re2.escape(part) for part in pattern.split(ANYTHING))
    expression = re2.compile(".*".join([first, *filter(None, middle), last]), options)
    return [name for name in names if expression.fullmatch(name)]
