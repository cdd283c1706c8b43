"""Events that buses have had, looked for."""

from itertools import islice

from scalehook.event_bus.lookups import find_bus, kept_of, start_of
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import KeptEvent, State
from scalehook.event_bus.views import traced_event
from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history
from scalehook_contracts.errors.eventbridge import InvalidArgument
from scalehook_contracts.event_bus.traced import (
    QueryTracedEventByEventId,
    QueryTracedEvents,
    TracedEventAnswer,
    TracedEvents,
    TracedEventsAnswer,
)


def query_traced_events(command: QueryTracedEvents, work: Work[State, Settings]) -> TracedEventsAnswer:
    """One page, the latest first."""
    find_bus(command.event_bus_name, work.state)
    if command.start_time > command.end_time:
        raise InvalidArgument(name="StartTime")
    between = work.state.between(command.event_bus_name, command.start_time, command.end_time)
    found = [kept for kept in between if _is_asked_for(kept, command, work)]
    start = start_of(command.next_token)
    end = start + command.limit
    page = TracedEvents(
        events=[traced_event(kept) for kept in islice(found, start, end)],
        next_token=str(end) if end < len(found) else "",
        total=len(found),
    )
    return TracedEventsAnswer(data=page)


def query_traced_event_by_event_id(
    command: QueryTracedEventByEventId, work: Work[State, Settings]
) -> TracedEventAnswer:
    """All of this id, the latest first; an empty page where there is none."""
    events = [
        traced_event(kept)
        for kept in kept_of(command.event_bus_name, command.event_id, command.event_source, work)
    ]
    return TracedEventAnswer(data=[TracedEvents(events=events, next_token="", total=len(events))])


def _is_asked_for(kept: KeptEvent, command: QueryTracedEvents, work: Work[State, Settings]) -> bool:
    return (
        command.event_source in ("", kept.source)
        and command.event_type in ("", kept.event["type"])
        and command.subject in ("", kept.event.get("subject"))
        and (not command.matched_rule or kept.has_matched(command.matched_rule))
        and not is_history(moment(kept.received_at), work.now, work.settings)
    )
