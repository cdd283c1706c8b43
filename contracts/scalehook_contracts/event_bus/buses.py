"""Event buses: one is always there, others are made."""

from pydantic import Field

from scalehook_contracts.base import Event, Listed, Part
from scalehook_contracts.event_bus.base import Answer, EventBridgeOperation, Told, of_bus
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import LargePageSize

DEFAULT = "default"
NAME = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
RESERVED = "eventbridge-reserved-"  # names of buses and rules do not begin so


class EventBusName(Part):
    """What a bus is known by."""

    event_bus_arn: str = Field(alias="EventBusARN")


class EventBusCreation(Answer):
    """The new bus."""

    data: EventBusName


class CreateEventBus(EventBridgeOperation[EventBusCreation]):
    """Makes a bus."""

    event_bus_name: str = Field(min_length=2, max_length=127, pattern=NAME)
    description: str = Field("", max_length=255)

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class EventBusView(Part):
    """A bus; it was made at `create_timestamp` (Unix milliseconds)."""

    event_bus_name: str
    event_bus_arn: str = Field(alias="EventBusARN")
    description: str
    create_timestamp: Int64


class EventBusAnswer(Answer):
    """One bus."""

    data: EventBusView


class GetEventBus(EventBridgeOperation[EventBusAnswer]):
    """Shows a bus."""

    event_bus_name: str

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class UpdateEventBus(EventBridgeOperation[Answer]):
    """Describes a bus in other words."""

    event_bus_name: str
    description: str = Field("", max_length=255)

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class EventBusPage(Part):
    """Some of them; `total` counts all that were asked for."""

    event_buses: list[EventBusView] = Listed("EventBus")
    next_token: str
    total: Int64


class EventBusList(Answer):
    """Buses by name."""

    data: EventBusPage


class ListEventBuses(EventBridgeOperation[EventBusList]):
    """Lists the buses whose names begin so."""

    name_prefix: str = ""
    limit: LargePageSize = 10
    next_token: str = ""

    def resources(self) -> list[str]:
        """All buses."""
        return ["eventbus/*"]


class DeleteEventBus(EventBridgeOperation[Told]):
    """Takes a bus away, and its rules with it; the default one stays."""

    event_bus_name: str

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class EventBusCreated(Event):
    """A bus is there."""

    event_bus_name: str
    description: str
    at: float


class EventBusUpdated(Event):
    """A bus is described in other words."""

    event_bus_name: str
    description: str


class EventBusDeleted(Event):
    """A bus is gone, and so are its rules."""

    event_bus_name: str
