"""Events in a batch."""

from typing import Any

from scalehook.event_bus.batches import cloud_event
from scalehook.event_bus.entries import entries_of
from scalehook.event_bus.lookups import find_bus
from scalehook.event_bus.reading import read_array
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Bus, State
from scalehook.kit import Work
from scalehook_contracts.event_bus.data_plane.events import PutEvents, bus_of
from scalehook_contracts.event_bus.events import EventsAnswer


def put_events(command: PutEvents, work: Work[State, Settings]) -> EventsAnswer:
    """Each for itself, each to its own bus."""

    def read(item: Any) -> tuple[Bus, dict[str, Any]]:
        bus = find_bus(bus_of(item), work.state)
        return bus, cloud_event(item, bus, work.now, work.settings)

    return entries_of(read_array(command.events, "Events"), read, "id", work)
