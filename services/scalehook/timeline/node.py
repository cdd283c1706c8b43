"""A thing in a timeline: something that lasts, or a moment in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

Key = tuple[str, str]  # the kind of thing, and its id


@dataclass(eq=False, slots=True)
class Node:
    """It began at `at`. What lasts has ended at `ended_at`, or is awaited: until `until` at the latest,
    where that is known. `marks` are the ids that it is looked for by.
    """

    key: Key
    title: str = ""
    at: datetime | None = None
    ended_at: datetime | None = None
    until: datetime | None = None
    lasts: bool = False
    outcome: str = ""
    who: str = ""
    marks: set[str] = field(default_factory=set)
    below: "list[Node]" = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What it is: `activity`, `action`, `message` …"""
        return self.key[0]

    @property
    def awaited(self) -> bool:
        """Whether it has not come to its end."""
        return self.lasts and self.ended_at is None

    @property
    def took(self) -> timedelta | None:
        """How long it was; None of a moment, and of what goes on."""
        return None if self.at is None or self.ended_at is None else self.ended_at - self.at

    def walk(self) -> "Iterator[Node]":
        """It, and all that is below it."""
        yield self
        for each in self.below:
            yield from each.walk()

    def mentions(self, wanted: str) -> bool:
        """Whether it, or something below it, has this id."""
        return any(wanted in node.marks for node in self.walk())

    def end(self, at: datetime | None, outcome: str) -> None:
        """It has come to its end."""
        self.ended_at, self.outcome, self.until = at, outcome, None
