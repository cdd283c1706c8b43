"""The queue that gets the events which a target has not taken: each whole, as it came."""

from scalehook.event_bus.targets.order import Order, name_in
from scalehook.event_bus.transforms import Unfit, as_text
from scalehook_contracts.event_bus.deliveries import SendEvent
from scalehook_contracts.event_bus.targets import EventTarget
from scalehook_contracts.message_service.messages import SendMessage


def has_dead_letters(target: EventTarget) -> bool:
    """Whether there is one; Unfit when it is no queue of MNS."""
    queue = target.dead_letter_queue
    return queue is not None and bool(queue.arn) and bool(name_in(queue.arn, "queue"))


def dead_letters(order: Order) -> SendEvent:
    """The event goes there."""
    queue = order.target.dead_letter_queue
    if queue is None:
        raise Unfit("the queue for dead letters is gone")
    body = as_text(order.delivery.event)
    return order.send(SendMessage(queue_name=name_in(queue.arn, "queue"), message_body=body))
