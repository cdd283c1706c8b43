"""The root of the state."""

from collections import deque
from dataclasses import dataclass, field

from sortedcontainers import SortedList

from scalehook.message_service.state.control_plane import ControlPlaneFacts
from scalehook.message_service.state.dead_letter_routes import DeadLetterRoutes
from scalehook.message_service.state.push_index import PushIndex
from scalehook.message_service.state.pushes import Push
from scalehook.message_service.state.queues import Queue, QueueOptions
from scalehook.message_service.state.signing import SigningKey
from scalehook.message_service.state.topics import Subscription, Topic
from scalehook_contracts.message_service.mailbox import Letter

DISCARDED_KEPT = 1000
LETTERS_KEPT = 1000


@dataclass
class State:
    """All queues and topics by name, and the pushes that have not come to an end.

    What is beside these is derived from them. `subscribed` counts all subscriptions that ever were,
    `discarded` are the last pushes that were given up, `held_pushes` wait until there is a signing key.
    """

    queues: dict[str, Queue] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    pushes: dict[str, Push] = field(default_factory=dict)
    logging_bucket: str = ""
    subscribed: int = 0
    discarded: deque[str] = field(default_factory=deque)
    control_plane: ControlPlaneFacts = field(default_factory=ControlPlaneFacts)
    signing_key: SigningKey | None = None
    held_pushes: list[str] = field(default_factory=list)
    letters: deque[Letter] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.queue_names = SortedList(self.queues)
        self.topic_names = SortedList(self.topics)
        self.discarded = deque(self.discarded, DISCARDED_KEPT)
        self.letters = deque(self.letters, LETTERS_KEPT)
        self.under_way = PushIndex(self.pushes.values())
        self.dead_letter_routes = DeadLetterRoutes(self.queues)

    def wake(self) -> None:
        """A journal has been played: nobody who asks shall wait for an index."""
        for queue in self.queues.values():
            queue.wake()

    def add_queue(self, queue: Queue) -> None:
        """A queue is new."""
        self.queues[queue.queue_name] = queue
        self.queue_names.add(queue.queue_name)
        self.dead_letter_routes.open(queue)

    def remove_queue(self, name: str) -> None:
        """A queue is gone."""
        queue = self.queues.pop(name)
        self.queue_names.remove(name)
        self.dead_letter_routes.close(queue)

    def set_options(self, queue: Queue, options: QueueOptions) -> None:
        """A queue has other options."""
        self.dead_letter_routes.close(queue)
        queue.options = options
        self.dead_letter_routes.open(queue)

    def add_topic(self, topic: Topic) -> None:
        """A topic is new."""
        self.topics[topic.topic_name] = topic
        self.topic_names.add(topic.topic_name)

    def remove_topic(self, name: str) -> None:
        """A topic is gone."""
        del self.topics[name]
        self.topic_names.remove(name)

    def subscribe(self, topic_name: str, subscription: Subscription) -> None:
        """A topic has a subscription more."""
        self.subscribed += 1
        subscription.number = self.subscribed
        self.topics[topic_name].add(subscription)

    def begin_push(self, push: Push) -> None:
        """A push is on its way."""
        self.pushes[push.push_id] = push
        self.under_way.add(push)

    def end_push(self, push_id: str) -> None:
        """A push is over."""
        self.under_way.remove(self.pushes.pop(push_id))

    def subscription_of(self, push: Push) -> Subscription | None:
        """Whom the push is for; None where it has left."""
        topic = self.topics.get(push.topic_name)
        return topic.subscriptions.get(push.subscription_name) if topic else None
