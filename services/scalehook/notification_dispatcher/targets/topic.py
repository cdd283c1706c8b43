"""MNS topics."""

from scalehook.notification_dispatcher import tracing
from scalehook.notification_dispatcher.mns_message import encoded
from scalehook.notification_dispatcher.targets.order import Order
from scalehook_contracts.message_service.publications import PublishMessage


def to_topic(order: Order) -> PublishMessage:
    """Publish the message in the topic."""
    return PublishMessage(
        topic_name=order.receiver.name,
        message_body=encoded(order.notification, order.settings),
        system_properties=tracing.properties(order.notification, order.settings),
    )
