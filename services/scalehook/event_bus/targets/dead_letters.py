"""Where the events go which a target has not taken: to a queue of MNS or to another bus, each whole."""

from scalehook.event_bus.targets.bus import bus_name, passed_on
from scalehook.event_bus.targets.order import Order, arn_of, name_in
from scalehook.event_bus.transforms import Unfit, as_text
from scalehook_contracts.event_bus.deliveries import SendEvent
from scalehook_contracts.event_bus.targets import EventTarget
from scalehook_contracts.message_service.messages import SendMessage


def has_dead_letters(target: EventTarget) -> bool:
    """Whether there is such a place; Unfit when it is neither a queue nor a bus."""
    place = target.dead_letter_queue
    return place is not None and bool(place.arn) and bool(_name_of(place.arn))


def dead_letters(order: Order) -> SendEvent:
    """The event goes there."""
    place = order.target.dead_letter_queue
    if place is None:
        raise Unfit("the queue for dead letters is gone")
    if _is_bus(place.arn):
        return order.send(passed_on(order.delivery, place.arn))
    body = as_text(order.delivery.event)
    return order.send(SendMessage(queue_name=name_in(place.arn, "queue"), message_body=body))


def _name_of(arn: str) -> str:
    return bus_name(arn) if _is_bus(arn) else name_in(arn, "queue")


def _is_bus(arn: str) -> bool:
    return arn_of(arn).service == "eventbridge"
