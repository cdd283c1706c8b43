"""Where the events go which a target has not taken: to a queue of MNS, to another bus, or to a topic of
another broker, each whole.
"""

from scalehook.event_bus.targets.brokers import is_topic
from scalehook.event_bus.targets.bus import bus_name, passed_on
from scalehook.event_bus.targets.order import Order, arn_of, name_in
from scalehook.event_bus.transforms import Unfit, as_text
from scalehook_contracts.event_bus.deliveries import SendEvent
from scalehook_contracts.event_bus.targets import DeadLetterQueue, EventTarget
from scalehook_contracts.message_service.messages import SendMessage


def has_dead_letters(target: EventTarget) -> bool:
    """Whether there is such a place; Unfit when it is none of these."""
    place = target.dead_letter_queue
    return place is not None and bool(place.arn) and _fits(place)


def dead_letters(order: Order) -> SendEvent | None:
    """The event goes there; None: it is there, as far as there is such a place."""
    place = order.target.dead_letter_queue
    if place is None:
        raise Unfit("the queue for dead letters is gone")
    if is_topic(place.arn):
        return None
    if _is_bus(place.arn):
        return order.send(passed_on(order.delivery, place.arn))
    body = as_text(order.delivery.event)
    return order.send(SendMessage(queue_name=name_in(place.arn, "queue"), message_body=body))


def _fits(place: DeadLetterQueue) -> bool:
    if is_topic(place.arn):
        return True
    if place.is_private:
        raise Unfit("DeadLetterQueue: a private network is for topics of RocketMQ and Kafka")
    return bool(bus_name(place.arn) if _is_bus(place.arn) else name_in(place.arn, "queue"))


def _is_bus(arn: str) -> bool:
    return arn_of(arn).service == "eventbridge"
