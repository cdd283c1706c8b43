"""What faults strike, told by a list of turns for each: how a plain reader of the manual would do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any


def turns(times: int | None, skip: int, every: int) -> Iterator[bool]:
    """For one that fits after the other, whether it is struck."""
    for _ in range(skip):
        yield False
    struck = 0
    while True:
        yield times is None or struck < times
        struck += 1
        for _ in range(every - 1):
            yield False


@dataclass
class Expected:
    """One fault."""

    fits: Callable[..., bool]
    turns: Iterator[bool]
    seen: int = 0
    fired: int = 0


@dataclass
class ExpectedFaults:
    """By id, oldest first."""

    standing: dict[str, Expected] = field(default_factory=dict)

    def add(self, fault_id: str, fits: Callable[..., bool], **counted: Any) -> None:
        """One more."""
        self.standing[fault_id] = Expected(fits, turns(**counted))

    def meets(self, *what: Any) -> str:
        """Which one strikes; empty: none. Those behind it do not see what comes."""
        for fault_id, fault in self.standing.items():
            if fault.fits(*what):
                fault.seen += 1
                if next(fault.turns):
                    fault.fired += 1
                    return fault_id
        return ""

    def remove(self, fault_id: str) -> list[str]:
        """One of them, or without an id all; which there were."""
        gone = [name for name in self.standing if fault_id in ("", name)]
        for name in gone:
            del self.standing[name]
        return gone

    def counts(self) -> list[tuple[str, int, int]]:
        """Id, seen and fired, oldest first."""
        return [(name, each.seen, each.fired) for name, each in self.standing.items()]
