"""What has become of a message: the state alone says so, whoever has done what with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scalehook.message_service import endpoints
from scalehook.message_service.state import Queue, State, StoredMessage, Subscription
from scalehook.message_service.timestamps import SECOND
from scalehook_contracts.message_service.tracing import Fate, MessageTrace, SentMessage

Key = Callable[[StoredMessage], str]


@dataclass
class Tracer:
    """Finds messages, at one instant in Unix milliseconds; looks through each queue once."""

    state: State
    now: int

    def __post_init__(self) -> None:
        self._found: dict[tuple[str, Key], dict[str, StoredMessage]] = {}

    def trace(self, sent: SentMessage) -> Iterator[MessageTrace]:
        """A message to a queue, or all copies of one to a topic."""
        if sent.receiver == "queue":
            yield self._in_queue(sent, sent.name, _own_id)
            return
        topic = self.state.topics.get(sent.name)
        for subscription in topic.subscriptions.values() if topic else ():
            if subscription.wants(None) and subscription.create_time * SECOND <= sent.sent_at:
                yield self._to_subscription(sent, subscription)

    def _to_subscription(self, sent: SentMessage, subscription: Subscription) -> MessageTrace:
        push_id = f"{sent.message_id}/{subscription.subscription_name}"
        queue_name = endpoints.queue_name(subscription.endpoint)
        over = push_id not in self.state.pushes and push_id not in self.state.discarded
        if queue_name is not None and over:
            return self._in_queue(sent, queue_name, _publication_id)
        fate: Fate = "taken"
        if push_id in self.state.pushes:
            fate = "retried"  # the attempt itself is over when all is quiet
        elif push_id in self.state.discarded:
            fate = "lost"
        place = f"topic/{sent.name} subscription {subscription.subscription_name}"
        return MessageTrace(message_id=sent.message_id, fate=fate, place=place, own_id=push_id)

    def _in_queue(self, sent: SentMessage, queue_name: str, key: Key) -> MessageTrace:
        names = [queue_name]
        for name in names:  # and where this one's dead letters have gone to
            queue = self.state.queues.get(name)
            message = self._messages(queue, key).get(sent.message_id) if queue else None
            if queue and message and not queue.expired(message, self.now):
                return self._there(sent, queue, message)
            names += [
                other for other in (queue.dead_letter_queues if queue else ()) if other not in names
            ]
            key = _origin_id if key is _own_id else key
        return MessageTrace(
            message_id=sent.message_id,
            fate="taken" if self._must_be_taken(sent, names) else "lost",
            place=f"queue/{queue_name}",
            queue_name=queue_name,
            own_id=sent.message_id,
        )

    def _there(self, sent: SentMessage, queue: Queue, message: StoredMessage) -> MessageTrace:
        return MessageTrace(
            message_id=sent.message_id,
            fate=self._fate(message),
            place=f"queue/{queue.queue_name}",
            queue_name=queue.queue_name,
            own_id=message.message_id,
            receipt_handle=message.receipt_handle,
            visible_at=message.next_visible_time if message.next_visible_time > self.now else 0,
            expires_at=message.enqueue_time + queue.retention,
            worked_on=queue.counters(self.now).inactive > 0,
        )

    def _fate(self, message: StoredMessage) -> Fate:
        if message.next_visible_time <= self.now:
            return "visible"
        return "in_hand" if message.dequeue_count else "delayed"

    def _must_be_taken(self, sent: SentMessage, names: list[str]) -> bool:
        """Of one that is gone: its retention is over nowhere, and the queues are still the same."""
        queues = [self.state.queues.get(name) for name in names]
        first = queues[0]
        if first is None or first.create_time * SECOND > sent.sent_at:
            return False
        return all(queue and self.now < sent.sent_at + queue.retention for queue in queues)

    def _messages(self, queue: Queue, key: Key) -> dict[str, StoredMessage]:
        place = (queue.queue_name, key)
        if place not in self._found:
            self._found[place] = {key(message): message for message in queue.messages.values()}
        return self._found[place]


def _own_id(message: StoredMessage) -> str:
    return message.message_id


def _publication_id(message: StoredMessage) -> str:
    return message.publication_id


def _origin_id(message: StoredMessage) -> str:
    return message.origin_id
