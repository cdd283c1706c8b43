"""Events: put, tried, looked at."""

from typing import Any

from scalehook.event_bus.entries import entries_of
from scalehook.event_bus.envelopes import JSON, checked_time, envelope, time_of
from scalehook.event_bus.lookups import find_bus, find_event
from scalehook.event_bus.reading import part_of, read_array, read_object, read_pattern
from scalehook.event_bus.receiving import receive, receive_if_wanted
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Bus, State
from scalehook.event_bus.twins import twin_of
from scalehook.event_bus.views import trace_views
from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook_contracts.base import Done
from scalehook_contracts.errors.eventbridge import InvalidArgument
from scalehook_contracts.event_bus.events import (
    EventAnswer,
    EventsAnswer,
    GivenEvent,
    Match,
    MatchAnswer,
    PassEvent,
    PutCloudEvent,
    PutEvents,
    QueryEvent,
    QueryEventTraces,
    TestEventPattern,
    TraceList,
)


def put_cloud_event(command: PutCloudEvent, work: Work[State, Settings]) -> Done:
    """Of a service of the cloud; and its twin, where a rule waits for that."""
    bus = find_bus(command.event_bus_name, work.state)
    said = {
        "id": command.event_id,
        "source": command.source,
        "type": command.type,
        "subject": command.subject,
        "time": time_of(moment(command.at)),
    }
    if command.traceparent:
        said["traceparent"] = command.traceparent
    receive(bus, envelope(said, command.data, bus.name, work.now, work.settings), work)
    twin = twin_of(command.type)
    if twin:
        said |= {"id": work.new_uuid(), "type": twin}
        receive_if_wanted(bus, envelope(said, command.data, bus.name, work.now, work.settings), work)
    return Done()


def pass_event(command: PassEvent, work: Work[State, Settings]) -> Done:
    """From another bus: the same event, but for what the platform says of the bus."""
    bus = find_bus(command.event_bus_name, work.state)
    event = envelope(command.event, command.event["data"], bus.name, work.now, work.settings)
    receive(bus, event, work, hops=command.hops)
    return Done()


def put_events(command: PutEvents, work: Work[State, Settings]) -> EventsAnswer:
    """Each for itself: one that is refused holds the others not up."""
    bus = find_bus(command.event_bus_name, work.state)

    def read(item: Any) -> tuple[Bus, dict[str, Any]]:
        return bus, _envelope(part_of(item, GivenEvent, "EventList"), bus, work)

    return entries_of(read_array(command.event_list, "EventList"), read, "Id", work)


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


def _envelope(given: GivenEvent, bus: Bus, work: Work[State, Settings]) -> dict[str, Any]:
    if given.spec_version != "1.0":
        raise InvalidArgument(name="SpecVersion")
    said = {
        "id": given.id,
        "source": given.source,
        "type": given.type,
        "subject": given.subject,
        "dataschema": given.data_schema,
        "datacontenttype": given.data_content_type or JSON,
        "time": checked_time(given.time, "Time") if given.time else time_of(work.now),
    }
    return envelope(said, given.data, bus.name, work.now, work.settings)
