"""Events are looked for at their targets, for those who ask who has one in hand."""

from collections.abc import Iterator
from typing import cast

from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.event_bus.state.kept_events import key_of
from scalehook.kit import Work
from scalehook_contracts.event_bus.tracing import (
    EventAtTarget,
    EventOnBus,
    EventsAtTargets,
    Receiver,
    TraceEvents,
)


def trace_events(command: TraceEvents, work: Work[State, Settings]) -> EventsAtTargets:
    """Nothing changes by it."""
    asked = command.events
    return EventsAtTargets(events=[found for event in asked for found in _at_targets(event, work.state)])


def _at_targets(asked: EventOnBus, state: State) -> Iterator[EventAtTarget]:
    kept = state.events.get(key_of(asked.event_bus_name, asked.event_id, asked.source))
    for trace in kept.traces.values() if kept is not None else ():
        if trace.receiver:  # it has taken it
            yield EventAtTarget(
                event_id=asked.event_id,
                receiver=cast(Receiver, trace.receiver),
                name=trace.name,
                message_id=trace.message_id,
                sent_at=int(trace.begun_at * 1000),
            )
