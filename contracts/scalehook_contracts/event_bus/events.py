"""Events: put into a bus, matched with its rules, and looked at later."""

from typing import Annotated

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Listed, Part
from scalehook_contracts.event_bus.base import Answer, EventBridgeOperation, of_bus
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import Plain, PlainObject

EventId = Annotated[str, Field(min_length=1, max_length=128)]
EventSource = Annotated[str, Field(min_length=1, max_length=128)]
EventType = Annotated[str, Field(min_length=1, max_length=64)]
EventSubject = Annotated[str, Field(max_length=512)]


class PutCloudEvent(Command[Done]):
    """A service of the cloud tells a bus of something; `at` in Unix seconds. `traceparent` is W3C's."""

    event_bus_name: str
    event_id: str
    source: str
    type: str
    subject: str
    at: float
    data: PlainObject
    traceparent: str = ""


class PassEvent(Command[Done]):
    """An event of one bus comes to another, as it is; `hops` buses had it before."""

    event_bus_name: str
    event: PlainObject
    hops: Int64


class GivenEvent(Part):
    """An event, as users write it. `Time` is ISO 8601."""

    id: EventId
    source: EventSource
    type: EventType
    spec_version: str = "1.0"
    data_content_type: str = ""
    data_schema: str = ""
    subject: EventSubject = ""
    time: str = ""
    data: Plain = None


class EventEntry(Part):
    """What became of one event."""

    event_id: str
    trace_id: str
    error_code: str = ""
    error_message: str = ""


class EventEntries(Part):
    """What became of all of them."""

    failed_entry_count: Int64
    entry_list: list[EventEntry] = Listed("Entry")


class EventsAnswer(Answer):
    """What became of the events."""

    data: EventEntries


class PutEvents(EventBridgeOperation[EventsAnswer]):
    """Puts events into a bus, each for itself. `EventList` is a JSON array."""

    event_bus_name: str
    event_list: str

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class Match(Part):
    """Whether the pattern lets the event pass."""

    result: bool


class MatchAnswer(Answer):
    """Whether the pattern lets the event pass."""

    data: Match


class TestEventPattern(EventBridgeOperation[MatchAnswer]):
    """Tries a pattern on an event; both are JSON objects."""

    event: str
    event_pattern: str


class EventAnswer(Answer):
    """An event as the bus keeps it."""

    data: PlainObject


class QueryEvent(EventBridgeOperation[EventAnswer]):
    """Shows an event."""

    event_bus_name: str
    event_id: str
    event_source: str = ""

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class TraceView(Part):
    """A step of an event: that it was received (`PUT`), or passed on to a target (`PUSH`). Times in
    Unix milliseconds; status and latency (milliseconds) are texts.
    """

    action: str
    action_time: Int64
    endpoint: str
    event_bus_name: str
    event_id: str
    event_source: str
    notify_latency: str
    notify_status: str
    notify_time: Int64
    received_time: Int64
    rule_matching_time: str
    rule_name: str


class TraceList(Answer):
    """All steps, the earliest first."""

    data: list[TraceView] = Listed("Trace")


class QueryEventTraces(EventBridgeOperation[TraceList]):
    """Shows what became of an event."""

    event_bus_name: str
    event_id: str

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class EventReceived(Event):
    """A bus has an event; `event` is the whole of it, in its CloudEvents form."""

    event_bus_name: str
    event_id: str
    event_source: str
    event_type: str
    at: float
    event: PlainObject
    hops: Int64 = 0  # buses that had it before
