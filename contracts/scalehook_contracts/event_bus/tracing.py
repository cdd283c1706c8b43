"""What targets have made of events, for those who ask who has one in hand."""

from typing import Literal

from scalehook_contracts.base import Command, Fresh, Part, Reply
from scalehook_contracts.numbers import Int64

Receiver = Literal["queue", "topic", "web"]


class EventOnBus(Part):
    """An event's id is its source's alone."""

    event_bus_name: str
    source: str
    event_id: str


class EventAtTarget(Part):
    """A target has taken the event: as the message `message_id` of the queue or topic `name`, sent at
    these Unix milliseconds, or as a request to the `web`, to the endpoint `name`.
    """

    event_id: str
    receiver: Receiver
    name: str
    message_id: str = ""
    sent_at: Int64


class EventsAtTargets(Reply):
    """In the order in which they were asked for; one that no target has taken is not among them."""

    events: list[EventAtTarget] = Fresh(list)


class TraceEvents(Command[EventsAtTargets]):
    """Asks which targets have taken these events. Not one of the cloud's."""

    events: list[EventOnBus] = Fresh(list)
