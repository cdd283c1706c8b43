"""What belongs below what: each thing that a service has kept, below the one that led to it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scalehook.kit.machine.entry import Entry
from scalehook_contracts.base import Event

PRODUCED = re.compile(r"(?P<service>[a-z_]+)-(?:(?:timer|outcome)-.*-)?(?P<seq>\d+)(?:-\d+)?")
OF_AN_EFFECT = re.compile(r"(?P<service>[a-z_]+)/.+/(?P<seq>\d+)/[^/]+")


@dataclass(eq=False)
class Branch:
    """What a service has kept of one message, and what followed."""

    service: str
    entry: Entry
    followed: "list[Branch]" = field(default_factory=list)

    def mentions(self, ids: Iterable[str]) -> bool:
        """Whether it, or what followed, is about one of these."""
        told = str(self.entry.recorded) + str(self.entry.sent)
        return any(each in told for each in ids) or any(each.mentions(ids) for each in self.followed)

    def is_quiet(self) -> bool:
        """Whether nothing came of it that others could hear."""
        return not self.events() and all(each.is_quiet() for each in self.followed)

    def events(self) -> list[Event]:
        """Those that are not a service's own."""
        return [event for event in self.entry.recorded if not event.private]


def grow(entries: Sequence[tuple[str, Entry]]) -> list[Branch]:
    """Whole trees, each below the message that nobody of the stack has sent.

    A message names what it came from by its id. That of an effect may have an id of its own: it belongs
    to the effect that was begun last in the same flow.
    """
    known: dict[tuple[str, int], Branch] = {}
    begun: dict[str, Branch] = {}
    roots: list[Branch] = []
    for service, entry in entries:
        branch = Branch(service, entry)
        above = known.get(_cause(entry.message_id))
        if above is None and entry.correlation_id != entry.message_id:
            above = begun.get(entry.correlation_id)
        (roots if above is None else above.followed).append(branch)
        known[service, entry.seq] = branch
        if entry.begun:
            begun[entry.correlation_id] = branch
    return roots


def _cause(message_id: str) -> tuple[str, int]:
    found = PRODUCED.fullmatch(message_id) or OF_AN_EFFECT.fullmatch(message_id)
    return (found["service"], int(found["seq"])) if found else ("", 0)
