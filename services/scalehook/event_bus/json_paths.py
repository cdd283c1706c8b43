"""JSON paths into an event: `$.data.items[0].name`, `$['data']`, `$.data[*].id`, `$..instanceId`.

Written here, since a path is a user's: the steps that it takes in an event are counted, and each value
is met once, however many `..` lead to it. Filters (`[?(…)]`) and scripts are none of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

NAME = r"(?:'[^']+'|\"[^\"]+\")"
NUMBER = r"-?(?:0|[1-9][0-9]{0,5})"
STEP = re.compile(
    r"(?P<deep>\.\.)?(?:"
    r"(?P<dot>(?<!\.\.)\.|(?<=\.\.))(?:(?P<name>[\w-]+)|(?P<any>\*))"
    rf"|\[(?:(?P<all>\*)|(?P<names>{NAME}(?:,{NAME})*)|(?P<numbers>{NUMBER}(?:,{NUMBER})*)"
    rf"|(?P<first>{NUMBER})?:(?P<last>{NUMBER})?)\]"
    r")"
)
QUOTED = re.compile(NAME)
LONGEST = 1024
MOST_VISITS = 65_536  # values of an event that one parameter may look at


class PathError(ValueError):
    """The text is no path of this form, or asks for too much."""


@dataclass
class Visits:
    """How many values may still be looked at."""

    left: int = MOST_VISITS

    def spend(self, count: int) -> None:
        """PathError when there are no more."""
        self.left -= count
        if self.left < 0:
            raise PathError(f"the paths look at more than {MOST_VISITS} values")


@dataclass(frozen=True)
class Step:
    """One level down, or from all levels below, if it is `deep`: to these names, to these places, to
    those from one to another, or to all.
    """

    deep: bool
    keys: tuple[str | int, ...] = ()
    between: slice | None = None

    @property
    def is_definite(self) -> bool:
        """Whether it leads to one value at most."""
        return not self.deep and len(self.keys) == 1

    def below(self, value: Any) -> Iterable[Any]:
        """What it leads to from a value."""
        if self.between is not None:
            return value[self.between] if isinstance(value, list) else ()
        if not self.keys:
            return _children(value)
        return [value[key] for key in self.keys if _has(value, key)]


def parse(text: str) -> tuple[Step, ...]:
    """The steps of a path; PathError when it has another form."""
    steps: list[Step] = []
    position = 1
    while text.startswith("$") and len(text) <= LONGEST and position < len(text):
        found = STEP.match(text, position)
        if found is None:
            break
        steps.append(_step(found))
        position = found.end()
    if position != len(text) or not text.startswith("$"):
        raise PathError(f"no path: {text[:80]!r}")
    return tuple(steps)


def find(text: str, event: Any, visits: Visits) -> Any:
    """What the path leads to, and None where there is nothing. One that may lead to several values leads
    to a list of them.
    """
    steps = parse(text)
    values = [event]
    for step in steps:
        values = _taken(step, values, visits)
    if all(step.is_definite for step in steps):
        return values[0] if values else None
    return values


def _step(found: re.Match[str]) -> Step:
    deep = found["deep"] is not None
    if found["name"]:
        return Step(deep, (found["name"],))
    if found["names"]:
        return Step(deep, tuple(name[1:-1] for name in QUOTED.findall(found["names"])))
    if found["numbers"]:
        return Step(deep, tuple(map(int, found["numbers"].split(","))))
    if found["any"] or found["all"]:
        return Step(deep)
    first, last = (int(end) if end else None for end in (found["first"], found["last"]))
    return Step(deep, between=slice(first, last))


def _taken(step: Step, values: list[Any], visits: Visits) -> list[Any]:
    taken: list[Any] = []
    for value in _all_levels(values, visits) if step.deep else values:
        below = step.below(value)
        visits.spend(1 + len(below) if isinstance(below, list) else 1)
        taken += below
    return taken


def _all_levels(values: list[Any], visits: Visits) -> Iterator[Any]:
    """The values and all below them, each once, from the top down."""
    seen: set[int] = set()
    waiting = list(reversed(values))
    while waiting:
        value = waiting.pop()
        if not isinstance(value, dict | list) or id(value) in seen:
            continue
        seen.add(id(value))
        visits.spend(1)
        yield value
        waiting += reversed(_children(value))


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _has(value: Any, key: str | int) -> bool:
    if isinstance(key, str):
        return isinstance(value, dict) and key in value
    return isinstance(value, list) and -len(value) <= key < len(value)
