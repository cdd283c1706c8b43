"""The root of the state."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sortedcontainers import SortedList

from scalehook.event_bus.state.buses import Bus
from scalehook.event_bus.state.deliveries import Delivery, Line
from scalehook.event_bus.state.kept_events import KeptEvent
from scalehook.event_bus.state.lines import Lines
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook_contracts.event_bus.buses import DEFAULT
from scalehook_contracts.event_bus.targets import EventTarget

CLOUD = "acs."  # before the names of the cloud's own services, as sources of events


def _default() -> dict[str, Bus]:
    return {DEFAULT: Bus(DEFAULT, "The bus of the cloud's own events")}


@dataclass
class State:
    """Buses by name, of which one is always there; events in the order in which they came; deliveries
    that have not come to an end. `waited_for` are products for whose events triggers of OOS wait, and
    `calls_minded` is what others were told of `minds_calls`. `bus_names`, `by_id` (the events of one
    id), `arrivals` (the events of a bus by time) and `lines` follow from them.
    """

    buses: dict[str, Bus] = field(default_factory=_default)
    events: OrderedDict[str, KeptEvent] = field(default_factory=OrderedDict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    waited_for: list[str] = field(default_factory=list)
    calls_minded: bool = False

    def __post_init__(self) -> None:
        self.bus_names = SortedList(self.buses)
        self.by_id: dict[tuple[str, str], dict[str, KeptEvent]] = {}
        self.arrivals: dict[str, SortedList] = {}
        self.lines = Lines(self.deliveries.values())
        for kept in self.events.values():
            self._find(kept)

    @property
    def minds_calls(self) -> bool:
        """Whether a rule that is on, or a trigger, may wait for an event of ActionTrail."""
        return self.buses[DEFAULT].minds_calls or bool(self.waited_for)

    def is_waited_for(self, event: dict[str, Any]) -> bool:
        """Whether a trigger may wait for this event of the cloud's own."""
        return str(event["source"]).removeprefix(CLOUD) in self.waited_for

    def add_bus(self, bus: Bus) -> None:
        """One more."""
        self.buses[bus.name] = bus
        self.bus_names.add(bus.name)

    def remove_bus(self, name: str) -> None:
        """One less."""
        del self.buses[name]
        self.bus_names.remove(name)

    def keep(self, kept: KeptEvent) -> None:
        """It is the latest; an earlier one of the same name is not kept any longer."""
        if kept.key in self.events:
            self.forget(kept.key)
        self.events[kept.key] = kept
        self._find(kept)

    def forget(self, key: str) -> None:
        """It is not kept any longer."""
        gone = self.events.pop(key)
        same = self.by_id[gone.bus_name, gone.event_id]
        del same[key]
        if not same:
            del self.by_id[gone.bus_name, gone.event_id]
        arrivals = self.arrivals[gone.bus_name]
        arrivals.remove((gone.received_ms, key))
        if not arrivals:
            del self.arrivals[gone.bus_name]

    def keys_of(self, bus_name: str) -> list[str]:
        """Of all events that are kept of a bus."""
        return [key for _, key in self.arrivals.get(bus_name, ())]

    def between(self, bus_name: str, first: int, last: int) -> Iterator[KeptEvent]:
        """What a bus has received from one millisecond to another, the latest first."""
        arrivals = self.arrivals.get(bus_name, SortedList())
        for _, key in arrivals.irange((first,), (last + 1,), reverse=True):
            yield self.events[key]

    def take_off(self, delivery_id: str) -> Delivery:
        """A delivery has come to its end."""
        delivery = self.deliveries.pop(delivery_id)
        self.lines.leave(delivery)
        return delivery

    def let_go(self, line: Line) -> None:
        """The target is taken away: the attempts that are being made there are the last ones."""
        for delivery_id in self.lines.on_their_way(line):
            delivery = self.deliveries[delivery_id]
            self.lines.leave(delivery)
            delivery.gone = True

    def target(self, line: Line) -> EventTarget | None:
        """The target as it is now, if it is there."""
        bus_name, rule_name, target_id = line
        bus = self.buses.get(bus_name)
        rule = bus.rules.get(rule_name) if bus is not None else None
        return rule.targets.get(target_id) if rule is not None else None

    def giver(self, line: Line) -> tuple[str, str]:
        """Who has given the target, empty when it was the account itself; and the session's policy."""
        rule = self.buses[line[0]].rules[line[1]]
        return rule.givers.get(line[2], ""), rule.policies.get(line[2], "")

    def history(self) -> "Received":
        """The events as history: nothing is waited for before one is."""
        return Received(self.events)

    def _find(self, kept: KeptEvent) -> None:
        self.by_id.setdefault((kept.bus_name, kept.event_id), {})[kept.key] = kept
        self.arrivals.setdefault(kept.bus_name, SortedList()).add((kept.received_ms, kept.key))


class Received:
    """Events, the one that came first is the first to go."""

    def __init__(self, events: OrderedDict[str, KeptEvent]) -> None:
        self._events = events

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Ended]:
        for key, kept in self._events.items():
            yield Ended(moment(kept.received_at), key)
