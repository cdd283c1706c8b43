"""A rule, and what is said of one that was broken."""

from collections.abc import Callable
from dataclasses import dataclass

from scalehook.certify.facts import Facts


@dataclass(frozen=True, slots=True)
class Broken:
    """`rule` is its number, `reason` one line; `tokens` the actions that it is about."""

    rule: str
    reason: str
    tokens: tuple[str, ...] = ()


Rule = Callable[[Facts], Broken | None]
