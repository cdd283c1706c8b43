"""An event on its way to a target, attempt by attempt."""

from scalehook_contracts.base import Caution, Command, Done, Event, Intent
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import PlainObject


class SendEvent(Intent):
    """Send this command (`type` is its wire name) to the service that has the target, once: as `caller`,
    or for EventBridge itself where there is none.
    """

    delivery_id: str
    message_id: str  # the same for all attempts: the target takes one
    type: str
    body: PlainObject
    caller: str = ""
    session_policy: str = ""  # of the caller's session


class PostEvent(Intent):
    """POST the body to the target, once."""

    delivery_id: str
    endpoint: str
    headers: dict[str, str]
    body: str


class RecordEventDelivery(Command[Done]):
    """An attempt has ended; `reason` is empty when the target took the event: a `queue`, a `topic` or
    the `web`, of this name, where it is this message.
    """

    delivery_id: str
    reason: str = ""
    receiver: str = ""
    name: str = ""
    message_id: str = ""


class RetryEventDelivery(Command[Done]):
    """The wait after a failed attempt is over."""

    delivery_id: str


class EventDelivered(Event):
    """The target has the event, as that message; the queue for dead letters, if `dead` says so: then
    `endpoint` is its ARN.
    """

    delivery_id: str
    attempts: Int64
    at: float
    dead: bool = False
    receiver: str = ""
    name: str = ""
    message_id: str = ""
    endpoint: str = ""
    event_id: str = ""  # empty in journals of earlier versions


class EventDeliveryFailed(Event):
    """An attempt went wrong; there will be another."""

    delivery_id: str
    reason: str
    at: float


class EventGoesToDeadLetters(Event):
    """The target has not taken the event; it goes to the queue for dead letters."""

    delivery_id: str
    reason: str
    at: float


class EventDropped(Caution):
    """The event was given up: its target will not have it."""

    delivery_id: str
    event_bus_name: str
    rule_name: str
    target_id: str
    event_id: str
    reason: str
    at: float
