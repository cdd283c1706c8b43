"""What happens to buses."""

from scalehook.event_bus.state.buses import Bus
from scalehook.event_bus.state.root import State
from scalehook_contracts.event_bus.buses import EventBusCreated, EventBusDeleted, EventBusUpdated


def event_bus_created(event: EventBusCreated, state: State) -> None:
    """One more."""
    state.add_bus(Bus(event.event_bus_name, event.description, event.at))


def event_bus_updated(event: EventBusUpdated, state: State) -> None:
    """It is described in other words."""
    state.buses[event.event_bus_name].description = event.description


def event_bus_deleted(event: EventBusDeleted, state: State) -> None:
    """One less, with its rules and events: another of its name begins without."""
    for rule in state.buses[event.event_bus_name].rules.values():
        for line in rule.lines():
            state.let_go(line)
    for key in state.keys_of(event.event_bus_name):
        state.forget(key)
    state.remove_bus(event.event_bus_name)
