"""Events: put, tried, looked at."""

from datetime import datetime
from typing import Any

import orjson

from scalehook.event_bus.envelopes import JSON, envelope, time_of
from scalehook.event_bus.lookups import find_bus, find_event
from scalehook.event_bus.reading import part_of, read_array, read_object, read_pattern
from scalehook.event_bus.receiving import receive
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Bus, State
from scalehook.event_bus.views import trace_views
from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook_contracts.base import Done
from scalehook_contracts.errors.eventbridge import EventBridgeFailure, InvalidArgument
from scalehook_contracts.event_bus.events import (
    EventAnswer,
    EventEntries,
    EventEntry,
    EventsAnswer,
    GivenEvent,
    Match,
    MatchAnswer,
    PutCloudEvent,
    PutEvents,
    QueryEvent,
    QueryEventTraces,
    TestEventPattern,
    TraceList,
)

LARGEST = 64 * 1024  # bytes of an event's data


def put_cloud_event(command: PutCloudEvent, work: Work[State, Settings]) -> Done:
    """Of a service of the cloud."""
    bus = find_bus(command.event_bus_name, work.state)
    said = {
        "id": command.event_id,
        "source": command.source,
        "type": command.type,
        "subject": command.subject,
        "time": time_of(moment(command.at)),
    }
    receive(bus, envelope(said, command.data, bus.name, work.now, work.settings), work)
    return Done()


def put_events(command: PutEvents, work: Work[State, Settings]) -> EventsAnswer:
    """Each for itself: one that is refused holds the others not up."""
    bus = find_bus(command.event_bus_name, work.state)
    entries = [_put(item, bus, work) for item in read_array(command.event_list, "EventList")]
    failed = sum(bool(entry.error_code) for entry in entries)
    return EventsAnswer(data=EventEntries(failed_entry_count=failed, entry_list=entries))


def test_event_pattern(command: TestEventPattern, work: Work[State, Settings]) -> MatchAnswer:
    """Any object is taken for an event."""
    event = read_object(command.event, "Event")
    return MatchAnswer(data=Match(result=read_pattern(command.event_pattern).matches(event)))


def query_event(command: QueryEvent, work: Work[State, Settings]) -> EventAnswer:
    """As long as it is kept."""
    kept = find_event(command.event_bus_name, command.event_id, command.event_source, work)
    return EventAnswer(data=kept.event)


def query_event_traces(command: QueryEventTraces, work: Work[State, Settings]) -> TraceList:
    """As long as it is kept."""
    return TraceList(data=trace_views(find_event(command.event_bus_name, command.event_id, "", work)))


def _put(item: Any, bus: Bus, work: Work[State, Settings]) -> EventEntry:
    trace_id = work.new_uuid()
    try:
        event = _envelope(part_of(item, GivenEvent, "EventList"), bus, work)
    except EventBridgeFailure as problem:
        return EventEntry(
            event_id=_id_in(item),
            trace_id=trace_id,
            error_code=problem.code,
            error_message=problem.message,
        )
    receive(bus, event, work)
    return EventEntry(event_id=event["id"], trace_id=trace_id)


def _envelope(given: GivenEvent, bus: Bus, work: Work[State, Settings]) -> dict[str, Any]:
    if given.spec_version != "1.0":
        raise InvalidArgument(name="SpecVersion")
    if len(orjson.dumps(given.data)) > LARGEST:
        raise InvalidArgument(f"The argument Data is invalid: more than {LARGEST} bytes.")
    said = {
        "id": given.id,
        "source": given.source,
        "type": given.type,
        "subject": given.subject,
        "dataschema": given.data_schema,
        "datacontenttype": given.data_content_type or JSON,
        "time": _time(given.time) if given.time else time_of(work.now),
    }
    return envelope(said, given.data, bus.name, work.now, work.settings)


def _time(text: str) -> str:
    """As it was written, when it is a time."""
    try:
        datetime.fromisoformat(text)
    except ValueError as problem:
        raise InvalidArgument(name="Time") from problem
    return text


def _id_in(item: Any) -> str:
    found = item.get("Id") if isinstance(item, dict) else None
    return found[:255] if isinstance(found, str) else ""
