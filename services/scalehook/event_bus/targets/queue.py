"""MNS queues."""

from scalehook.event_bus.targets.order import Kind, Order, check_encoding, mns_name
from scalehook_contracts.event_bus.deliveries import SendEvent
from scalehook_contracts.event_bus.targets import EventTarget
from scalehook_contracts.message_service.messages import SendMessage


def _check(target: EventTarget) -> None:
    mns_name(target, "queue", "queue")
    check_encoding(target)


def _make(order: Order) -> SendEvent:
    name = mns_name(order.target, "queue", "queue")
    return order.send(SendMessage(queue_name=name, message_body=order.encoded_body()))


QUEUE = Kind(frozenset({"queue", "Body", "IsBase64Encode"}), _check, _make)
