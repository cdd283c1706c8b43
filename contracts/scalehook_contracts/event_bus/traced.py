"""Events that buses have had, looked for by what is known of them."""

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.event_bus.base import Answer, EventBridgeOperation, of_bus
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import LargePageSize


class TracedEvent(Part):
    """An event that a bus has received, at these Unix milliseconds."""

    event_bus_name: str
    event_id: str
    event_received_time: Int64
    event_source: str
    event_type: str


class TracedEvents(Part):
    """Some of them, the latest first; `total` counts all that were asked for."""

    events: list[TracedEvent] = Listed("Event")
    next_token: str
    total: Int64


class TracedEventsAnswer(Answer):
    """A page of events."""

    data: TracedEvents


class QueryTracedEvents(EventBridgeOperation[TracedEventsAnswer]):
    """Lists the events that a bus has had from `StartTime` to `EndTime` (Unix milliseconds, inclusive);
    with `MatchedRule`, those that this rule has passed on.
    """

    event_bus_name: str
    start_time: Int64
    end_time: Int64
    event_source: str = ""
    event_type: str = ""
    subject: str = ""
    matched_rule: str = ""
    limit: LargePageSize = 10
    next_token: str = ""

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class TracedEventAnswer(Answer):
    """A list of one page, as it is documented."""

    data: list[TracedEvents] = Listed("TracedEvents")


class QueryTracedEventByEventId(EventBridgeOperation[TracedEventAnswer]):
    """Lists the events of this id; with `EventSource`, the one of this source."""

    event_bus_name: str
    event_id: str = Field(min_length=1)
    event_source: str = ""

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)
