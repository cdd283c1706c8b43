"""Finding what a client names, or the documented refusal."""

from scalehook.message_service.messages.ids import serial_of
from scalehook.message_service.state import Queue, State, StoredMessage, Subscription, Topic
from scalehook_contracts.errors.mns import (
    MessageNotExist,
    MissingReceiptHandle,
    QueueNotExist,
    ReceiptHandleError,
    SubscriptionNotExist,
    TopicNotExist,
)


def find_queue(state: State, name: str) -> Queue:
    """The queue of that name."""
    queue = state.queues.get(name)
    if queue is None:
        raise QueueNotExist()
    return queue


def find_topic(state: State, name: str) -> Topic:
    """The topic of that name."""
    topic = state.topics.get(name)
    if topic is None:
        raise TopicNotExist()
    return topic


def find_subscription(state: State, topic_name: str, name: str) -> Subscription:
    """The topic's subscription of that name."""
    subscription = find_topic(state, topic_name).subscriptions.get(name)
    if subscription is None:
        raise SubscriptionNotExist()
    return subscription


def find_held(queue: Queue, handle: str | None, now: int) -> StoredMessage:
    """The message that the handle holds: it must be the latest, and its time not over."""
    if not handle:
        raise MissingReceiptHandle()
    message = queue.messages.get(serial_of(handle))
    if message is None and handle in queue.departed:
        raise MessageNotExist()
    if message is None or message.receipt_handle != handle:
        raise ReceiptHandleError()
    if queue.expired(message, now):
        raise MessageNotExist()
    if message.next_visible_time <= now:
        raise ReceiptHandleError()
    return message
