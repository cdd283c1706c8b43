"""Everything that Message Service knows, and how events change it."""

from scalehook.message_service.state.deliveries import Delivery
from scalehook.message_service.state.messages import StoredMessage
from scalehook.message_service.state.pushes import Push
from scalehook.message_service.state.queues import Queue, QueueOptions
from scalehook.message_service.state.root import State
from scalehook.message_service.state.signing import SigningKey
from scalehook.message_service.state.topics import Subscription, Topic

__all__ = [
    "Delivery",
    "Push",
    "Queue",
    "QueueOptions",
    "SigningKey",
    "State",
    "StoredMessage",
    "Subscription",
    "Topic",
]
