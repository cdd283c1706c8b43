"""What stands on a stage: a group, its hook, and what carries its notifications to the consumer."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scalehook.certify.consumer.environment import Place
from scalehook.certify.scenario import Setup
from scalehook.testing.asking import ask
from scalehook.testing.builders import Group, Hook, Queue, Topic
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.queues import SetQueueAttributes
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

MOST_GROUPS = 50  # of one scenario, and on a page
UNREAD = "nobody"  # the queue of hooks whose consumer hears the stack's events
GROUP, HOOK, QUEUE, TOPIC = "certify", "certify", "certify", "certify"


@dataclass
class Props:
    """`to` carries messages to the consumer; nothing does to one of the stack's own events."""

    setup: Setup
    group: Group
    hook: Hook
    to: Queue | Topic | None

    @property
    def queue(self) -> Queue | None:
        """The consumer's, where it reads one."""
        return self.to if isinstance(self.to, Queue) and self.to.name != UNREAD else None

    @property
    def topic(self) -> Topic | None:
        """What pushes to the consumer, where something does."""
        return self.to if isinstance(self.to, Topic) else None

    def idle(self) -> bool:
        """Whether the group could scale now."""
        return all(activity.status != "InProgress" for activity in self.group.activities)

    def plain_hook(self) -> None:
        """In place of all hooks of the group one of the same name, which asks for nothing special. What
        still waits, waits no more.
        """
        for hook in self.group.hooks:
            hook.delete()
        setup = self.setup
        self.hook = self.group.hook(
            "SCALE_OUT", to=self.to, timeout=setup.timeout, default=setup.default, name=HOOK
        )

    def neighbour(self, cloud: "Cloud", name: str, hook: str = HOOK) -> Group:
        """One more group, with a hook that notifies the same consumer."""
        return made_group(cloud, self.setup, self.to, name, hook)[0]

    def send(self, cloud: "Cloud", body: str) -> None:
        """A message to the consumer, as it stands."""
        if self.queue is not None:
            ask(cloud, SendMessage, queue_name=self.queue.name, message_body=body)
        else:
            assert self.topic is not None, "scenarios that send are not for consumers of events"
            ask(cloud, PublishMessage, topic_name=self.topic.name, message_body=body)


def carrier(cloud: "Cloud", place: Place, setup: Setup) -> Queue | Topic:
    """The queue or topic that the consumer is told of; it outlives the groups that notify it."""
    if place.queue:
        return cloud.queue(place.queue, visibility_timeout=setup.visibility)
    if place.amqp_queue:
        return cloud.queue(UNREAD)  # a hook with metadata has to notify somebody
    topic = cloud.topic(place.topic)
    topic.subscribe(f"http://127.0.0.1:{place.push_port}{place.push_path}")
    return topic


def set_up(cloud: "Cloud", setup: Setup, to: Queue | Topic | None) -> Props:
    """A group with the hook of this scenario."""
    return Props(setup, *made_group(cloud, setup, to, GROUP, HOOK), to)


def made_group(
    cloud: "Cloud", setup: Setup, to: Queue | Topic | None, name: str, hook: str
) -> tuple[Group, Hook]:
    """Both of them new."""
    group = cloud.group(name, **{"max_size": setup.max_size, **setup.group})
    made = group.hook(
        setup.transition, to=to, timeout=setup.timeout, default=setup.default,
        metadata=metadata(setup), name=hook,
    )  # fmt: skip
    return group, made


def metadata(setup: Setup) -> str | None:
    """What the hook's metadata asks of consumers with the ability `work`."""
    if not setup.work and setup.outcome == "ok":
        return None
    asked: dict[str, Any] = {"outcome": setup.outcome} | ({"work": setup.work} if setup.work else {})
    return json.dumps({"certify": asked})


def clear(cloud: "Cloud", to: Queue | Topic | None, setup: Setup) -> None:
    """All groups and their instances go, and messages that nobody has taken; the queue or topic stays,
    as this scenario wants it.
    """
    found = ask(cloud, DescribeScalingGroups, page_size=MOST_GROUPS).scaling_groups
    for view in found:
        ask(cloud, DeleteScalingGroup, scaling_group_id=view.scaling_group_id, force_delete=True)
    cloud.settle()
    if isinstance(to, Queue):
        while to.depth:
            to.receive().delete()
        visibility = {"visibility_timeout": setup.visibility}
        ask(cloud, SetQueueAttributes, queue_name=to.name, **visibility)
