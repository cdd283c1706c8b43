"""What must be true of a stack after load and crashes: counted, printed, asserted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alibabacloud_ess20220222 import models as m

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.trouble import refused

if TYPE_CHECKING:
    from support.cloud.load import Load

PAGE = 50


@dataclass
class Verdict:
    """What the stack says in the end, beside what its clients were told."""

    load: "Load"

    def __post_init__(self) -> None:
        load, groups = self.load, [group for group, _ in self.load.groups]
        self.activities = [activity for group in groups for activity in _activities(group)]
        self.actions = {
            action.lifecycle_action_token: action.lifecycle_action_status
            for group in groups
            for activity in _activities(group)
            for action in group.actions(activity.scaling_activity_id)
        }
        states = [instance.lifecycle_state for group in groups for instance in _instances(group)]
        self.stuck = [state for state in states if state != "InService"]
        self.lost = self.actions.keys() - load.consumer.messages.keys()
        bodies = Counter(_drained(load.clients()))
        self.messages_lost = [body for body in load.sent if body not in bodies]
        self.messages_doubled = [
            body for body, times in bodies.items() if times > 1 and body not in load.in_doubt
        ]

    def __str__(self) -> str:
        load, consumer = self.load, self.load.consumer
        return (
            f"\nactions started {len(self.actions)}, notifications received {consumer.notifications}, "
            f"completed {len(consumer.completed)}, duplicates seen by consumers {consumer.duplicates}, "
            f"lost {len(self.lost)}, instances stuck {len(self.stuck)}"
            f"\nexecutions accepted {len(load.accepted)}, messages sent {len(load.sent)}, "
            f"lost {len(self.messages_lost)}, doubled {len(self.messages_doubled)}"
        )

    def assert_good(self) -> None:
        """Nothing is lost, nothing is stuck, nothing has happened twice."""
        load, consumer = self.load, self.load.consumer
        assert (self.lost, self.stuck, self.messages_lost, self.messages_doubled) == (set(), [], [], [])
        assert load.sent and consumer.completed
        assert consumer.completed == set(self.actions)
        assert set(self.actions.values()) == {"Completed"}
        assert {len(messages) for messages in consumer.messages.values()} == {1}, "notified twice"
        self._assert_executions()

    def _assert_executions(self) -> None:
        """An execution is one activity, however often its client token was sent."""
        load = self.load
        assert load.contradictions == []
        assert {activity.status_code for activity in self.activities} == {"Successful"}
        assert len(self.actions) == len(self.activities)
        made = {activity.scaling_activity_id for activity in self.activities}
        accepted = set(load.accepted.values())
        assert accepted <= made
        assert len(made - accepted) <= len(load.unanswered)


def _activities(group: Group) -> Iterator[Any]:
    request = m.DescribeScalingActivitiesRequest(
        region_id=group.clients.region, scaling_group_id=group.id, page_size=PAGE, page_number=1
    )
    while found := group.ess.describe_scaling_activities(request).body.scaling_activities:
        yield from found
        request.page_number += 1


def _instances(group: Group) -> Iterator[Any]:
    request = m.DescribeScalingInstancesRequest(
        region_id=group.clients.region, scaling_group_id=group.id, page_size=PAGE, page_number=1
    )
    while found := group.ess.describe_scaling_instances(request).body.scaling_instances:
        yield from found
        request.page_number += 1


def _drained(clients: Clients) -> Iterator[str]:
    queue = clients.mns.get_queue("load")
    while True:
        try:
            batch = queue.batch_receive_message(16)
        except Exception as problem:
            if refused(problem, "MessageNotExist"):
                return
            raise
        queue.batch_delete_message([message.receipt_handle for message in batch])
        for message in batch:
            body = message.message_body
            yield body.decode() if isinstance(body, bytes) else body
