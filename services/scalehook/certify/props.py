"""What stands on a stage: a group, its hook, and what carries its notifications to the consumer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scalehook.certify.consumer.environment import Place
from scalehook.certify.scenario import Setup
from scalehook.testing.asking import ask
from scalehook.testing.builders import Group, Hook, Queue, Topic
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.publications import PublishMessage

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

GROUP, HOOK, QUEUE, TOPIC = "certify", "certify", "certify", "certify"


@dataclass
class Props:
    """`place` is where the consumer reads."""

    place: Place
    group: Group
    hook: Hook
    queue: Queue | None = None
    topic: Topic | None = None

    def send(self, cloud: "Cloud", body: str) -> None:
        """A message to the consumer, as it stands."""
        if self.queue is not None:
            ask(cloud, SendMessage, queue_name=self.queue.name, message_body=body)
        elif self.topic is not None:
            ask(cloud, PublishMessage, topic_name=self.topic.name, message_body=body)
        else:
            raise NotImplementedError("nothing carries a message to a consumer of events")


def carrier(cloud: "Cloud", place: Place, setup: Setup) -> Queue | Topic | None:
    """The queue or topic that the consumer is told of; it outlives the groups that notify it."""
    if place.queue:
        return cloud.queue(place.queue, visibility_timeout=setup.visibility)
    if not place.topic:
        return None
    topic = cloud.topic(place.topic)
    topic.subscribe(f"http://127.0.0.1:{place.push_port}{place.push_path}")
    return topic


def set_up(
    cloud: "Cloud", place: Place, setup: Setup, to: Queue | Topic | None, metadata: str | None
) -> Props:
    """A group with the hook of this scenario."""
    given = {"max_size": setup.max_size, **setup.group}
    group = cloud.group(GROUP, **given)
    hook = group.hook(
        setup.transition, to=to, timeout=setup.timeout, default=setup.default, metadata=metadata,
        name=HOOK,
    )  # fmt: skip
    queue = to if isinstance(to, Queue) else None
    topic = to if isinstance(to, Topic) else None
    return Props(place, group, hook, queue, topic)
