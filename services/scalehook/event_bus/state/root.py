"""The root of the state."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sortedcontainers import SortedList

from scalehook.event_bus.state.buses import Bus
from scalehook.event_bus.state.deliveries import Delivery
from scalehook.event_bus.state.kept_events import KeptEvent
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook_contracts.event_bus.buses import DEFAULT


def _default() -> dict[str, Bus]:
    return {DEFAULT: Bus(DEFAULT, "The bus of the cloud's own events")}


@dataclass
class State:
    """Buses by name, of which one is always there; events in the order in which they came; deliveries
    that have not come to an end. `bus_names` and `by_id`, the events of one id, follow from them.
    """

    buses: dict[str, Bus] = field(default_factory=_default)
    events: OrderedDict[str, KeptEvent] = field(default_factory=OrderedDict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bus_names = SortedList(self.buses)
        self.by_id: dict[tuple[str, str], dict[str, KeptEvent]] = {}
        for kept in self.events.values():
            self._find(kept)

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

    def history(self) -> "Received":
        """The events as history: nothing is waited for before one is."""
        return Received(self.events)

    def _find(self, kept: KeptEvent) -> None:
        self.by_id.setdefault((kept.bus_name, kept.event_id), {})[kept.key] = kept


class Received:
    """Events, the one that came first is the first to go."""

    def __init__(self, events: OrderedDict[str, KeptEvent]) -> None:
        self._events = events

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Ended]:
        for key, kept in self._events.items():
            yield Ended(moment(kept.received_at), key)
