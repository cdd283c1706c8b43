"""Finds names by a pattern in which `*` stands for anything."""

from sortedcontainers import SortedSet

ANYTHING = "*"
LAST = "\U0010ffff"  # comes after all that a name goes on with


def fitting(pattern: str, names: SortedSet) -> list[str]:
    """The names that fit, in order. Only those are looked at that begin as the pattern does."""
    if ANYTHING not in pattern:
        return [pattern] if pattern in names else []
    prefix = pattern.partition(ANYTHING)[0]
    candidates = _beginning_with(prefix, names)
    if pattern == prefix + ANYTHING:
        return candidates
    return _matching(pattern, candidates)


def _beginning_with(prefix: str, names: SortedSet) -> list[str]:
    first, after = names.bisect_left(prefix), names.bisect_right(prefix + LAST)
    return list(names[first:after])


def _matching(pattern: str, names: list[str]) -> list[str]:
    """Each part is looked for after the one before: the first place where it is leaves the most room."""
    first, *middle, last = pattern.split(ANYTHING)
    parts, start, rest = list(filter(None, middle)), len(first), len(last)

    def fits(name: str) -> bool:
        place, end = start, len(name) - rest
        for part in parts:
            if (place := name.find(part, place, end)) < 0:
                return False
            place += len(part)
        return place <= end and name.endswith(last)

    return list(filter(fits, names))
