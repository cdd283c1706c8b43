"""MNS queues."""

from scalehook.notification_dispatcher import tracing
from scalehook.notification_dispatcher.mns_message import encoded
from scalehook.notification_dispatcher.targets.order import Order
from scalehook_contracts.message_service.messages import SendMessage


def to_queue(order: Order) -> SendMessage:
    """Send the message to the queue."""
    return SendMessage(
        queue_name=order.receiver.name,
        message_body=encoded(order.notification, order.settings),
        system_properties=tracing.properties(order.notification, order.settings),
    )
