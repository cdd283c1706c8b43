"""MNS topics."""

from scalehook.event_bus.targets.order import Kind, Order, check_encoding, mns_name
from scalehook_contracts.event_bus.deliveries import SendEvent
from scalehook_contracts.event_bus.targets import EventTarget
from scalehook_contracts.message_service.publications import PublishMessage


def _check(target: EventTarget) -> None:
    mns_name(target, "topic", "topic")
    check_encoding(target)


def _make(order: Order) -> SendEvent:
    name = mns_name(order.target, "topic", "topic")
    return order.send(PublishMessage(topic_name=name, message_body=order.encoded_body()))


TOPIC = Kind(frozenset({"topic", "Body", "IsBase64Encode"}), _check, _make)
