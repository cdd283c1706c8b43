"""What happens to events as such."""

from scalehook.event_bus.state.kept_events import KeptEvent
from scalehook.event_bus.state.root import State
from scalehook_contracts.base import Listed, Note
from scalehook_contracts.event_bus.events import EventReceived


class EventsForgotten(Note):
    """Their time is over, or there are too many."""

    keys: list[str] = Listed("Key")


def event_received(event: EventReceived, state: State) -> None:
    """One more."""
    state.keep(
        KeptEvent(
            event.event_bus_name,
            event.event_id,
            event.event_source,
            event.at,
            event.event,
            hops=event.hops,
        )
    )


def events_forgotten(event: EventsForgotten, state: State) -> None:
    """So many less; deliveries know their events themselves. In journals of earlier versions some are of
    a bus that was deleted before: they went with it.
    """
    for key in event.keys:
        if key in state.events:
            state.forget(key)
