"""A rule."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from scalehook.event_bus.patterns import Pattern
from scalehook.event_bus.state.deliveries import Line
from scalehook.kit.shelves import Mark
from scalehook_contracts.event_bus.rules import RuleStatus
from scalehook_contracts.event_bus.targets import EventTarget

ANY = ("any", "")


@dataclass
class Rule:
    """Which events go where; targets by their ids, and who has given them, if that was not the account
    itself. `pattern` follows from its text.
    """

    name: str
    bus_name: str
    filter_pattern: str
    description: str
    status: RuleStatus
    created_at: float
    targets: dict[str, EventTarget] = field(default_factory=dict)
    givers: dict[str, str] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)  # of the givers' sessions

    def __post_init__(self) -> None:
        self.read(self.filter_pattern)

    def read(self, filter_pattern: str) -> None:
        """It says this now."""
        self.filter_pattern = filter_pattern
        self.pattern = Pattern.parse(filter_pattern)

    def give(self, targets: Iterable[EventTarget], caller: str, session_policy: str) -> None:
        """New targets, and others in the place of earlier ones."""
        for target in targets:
            self.targets[target.id] = target
            self.givers[target.id] = caller
            self.policies[target.id] = session_policy

    def take_back(self, target_id: str) -> None:
        """One target less."""
        del self.targets[target_id]
        self.givers.pop(target_id, None)
        self.policies.pop(target_id, None)

    def lines(self) -> list[Line]:
        """Where its events wait for their turn: one for each target."""
        return [(self.bus_name, self.name, target_id) for target_id in self.targets]

    def lets_pass(self, event: dict[str, Any]) -> bool:
        """Whether its targets get the event."""
        return self.status == "ENABLE" and self.pattern.matches(event)

    def may_be_of_calls(self) -> bool:
        """Whether its pattern may let an event of ActionTrail pass, as far as its names say."""
        types, sources = self.pattern.texts("type"), self.pattern.texts("source")
        fits = any(":ActionTrail:" in name for name in types) or not types
        return fits and (any(name.startswith("acs.") for name in sources) or not sources)

    def marks(self) -> list[Mark]:
        """Where an event that fits looks for it: by its type or its source, where the pattern names
        these; one event is to find it once.
        """
        for name in ("type", "source"):
            named = self.pattern.texts(name)
            if named:
                return [(name, text) for text in named]
        return [ANY]


def marks_of(event: dict[str, Any]) -> list[Mark]:
    """All marks of rules that may let the event pass."""
    return [("type", event.get("type")), ("source", event.get("source")), ANY]
