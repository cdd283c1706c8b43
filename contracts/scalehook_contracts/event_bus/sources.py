"""The services of the cloud whose events come to the default bus."""

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.event_bus.base import Answer, EventBridgeOperation


class EventType(Part):
    """A type of events."""

    event_source_name: str
    group_name: str
    name: str
    short_name: str


class OfficialEventSource(Part):
    """A service of the cloud, and the types of its events. `ctime`: made at these Unix milliseconds."""

    arn: str
    ctime: float
    description: str
    event_bus_name: str
    event_types: list[EventType] = Listed("EventType")
    full_name: str
    name: str
    status: str
    type: str


class OfficialEventSources(Part):
    """All of them."""

    event_source_list: list[OfficialEventSource] = Listed("EventSource")


class OfficialEventSourcesAnswer(Answer):
    """All of them."""

    data: OfficialEventSources


class ListAliyunOfficialEventSources(EventBridgeOperation[OfficialEventSourcesAnswer]):
    """Lists the services of the cloud whose events come here."""
