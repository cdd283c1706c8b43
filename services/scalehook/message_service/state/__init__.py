"""Everything that Message Service knows, and how events change it."""

from scalehook.message_service.state.message import StoredMessage
from scalehook.message_service.state.queue import Queue, QueueOptions
from scalehook.message_service.state.root import State
from scalehook.message_service.state.topic import Push, Subscription, Topic

__all__ = ["Push", "Queue", "QueueOptions", "State", "StoredMessage", "Subscription", "Topic"]
