"""Message Service (MNS): queues, messages, topics, subscriptions."""

from scalehook_contracts.base import Event


class QueueCreated(Event):
    """A queue exists."""

    queue_name: str


class QueueDeleted(Event):
    """A queue and its messages are gone."""

    queue_name: str


class TopicCreated(Event):
    """A topic exists."""

    topic_name: str


class TopicDeleted(Event):
    """A topic and its subscriptions are gone."""

    topic_name: str
