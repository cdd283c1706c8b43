"""The stack at one look, over a bus that answers what the test says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from scalehook.gateway.control.status import MOST_PAGES, PAGE, status_of
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.queues import ListQueue, QueueList, QueueSummary
from scalehook_contracts.message_service.topic_loads import DescribeTopicLoads, TopicLoad, TopicLoads
from scalehook_contracts.message_service.topics import ListTopic, TopicList, TopicSummary
from scalehook_contracts.scaling_controller.group_views import ScalingGroupPage, ScalingGroupView
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.scaling_controller.waiting_actions import (
    ListWaitingActions,
    WaitingAction,
    WaitingActionList,
)
from scalehook_contracts.template_engine.executions import ExecutionList, ListExecutions

NOW = datetime(2026, 5, 1, tzinfo=UTC)


class Bus:
    """Owners with so many groups, one of which has a waiting instance."""

    def __init__(self, groups: int = 1) -> None:
        self.groups = groups
        self.pages: list[int] = []
        self.callers: set[str] = set()
        self.silent: type | None = None

    async def call(self, command: Any, *, caller: str, **_: Any) -> Any:
        self.callers.add(caller)
        if type(command) is self.silent:
            raise TimeoutError
        return ANSWERS[type(command)](self, command)

    def group_page(self, command: DescribeScalingGroups) -> ScalingGroupPage:
        self.pages.append(command.page_number)
        first = (command.page_number - 1) * command.page_size
        numbers = range(first, min(first + command.page_size, self.groups))
        return ScalingGroupPage(
            page_number=command.page_number,
            page_size=command.page_size,
            total_count=self.groups,
            scaling_groups=[group(number) for number in numbers],
        )


KNOWN = {"active_capacity": 2, "pending_wait_capacity": 1, "max_size": 9, "min_size": 0}
COUNTED = dict.fromkeys((n for n in ScalingGroupView.model_fields if n.endswith("capacity")), 0)
GROUP = ScalingGroupView.model_construct(**{**COUNTED, **KNOWN}, lifecycle_state="Active")


def group(number: int) -> ScalingGroupView:
    mine = {"scaling_group_id": f"asg-{number}", "scaling_group_name": f"group {number}"}
    return GROUP.model_copy(update=mine)


def waiting(bus: Bus, command: ListWaitingActions) -> WaitingActionList:
    action = WaitingAction(
        scaling_group_id="asg-0",
        scaling_group_name="group 0",
        scaling_activity_id="asa-1",
        lifecycle_hook_id="ash-1",
        lifecycle_hook_name="hook",
        lifecycle_action_token="T-1",
        lifecycle_transition="SCALE_IN",
        default_result="ABANDON",
        instance_ids=["i-1"],
        started_at=0,
        deadline=NOW.timestamp() + 60,
    )
    return WaitingActionList(total_count=7, waiting_actions=[action])


def queues(bus: Bus, command: ListQueue) -> QueueList:
    assert command.with_meta
    summary = QueueSummary(queue_name="q", active_messages=3, inactive_messages=2, delay_messages=1)
    return QueueList(queues=[summary])


def topics(bus: Bus, command: ListTopic) -> TopicList:
    assert command.with_meta
    return TopicList(topics=[TopicSummary(topic_name=name, message_count=4) for name in ("t", "gone")])


def loads(bus: Bus, command: DescribeTopicLoads) -> TopicLoads:
    assert command.topic_names == ["t", "gone"]
    return TopicLoads(loads=[TopicLoad(topic_name="t", subscriptions=2, pushes=5)])


ANSWERS: dict[type, Any] = {
    DescribeScalingGroups: Bus.group_page,
    ListWaitingActions: waiting,
    ListQueue: queues,
    ListTopic: topics,
    DescribeTopicLoads: loads,
    ListExecutions: lambda bus, command: ExecutionList(max_results=command.max_results),
}


async def test_owners_are_asked() -> None:
    """On the account's behalf; states without instances are left out."""
    bus: Any = Bus()
    status = await status_of(bus, NOW, "cn-hangzhou")
    assert [(g.id, g.instances) for g in status.groups] == [
        ("asg-0", {"InService": 2, "Pending:Wait": 1})
    ]
    [action] = status.waiting
    assert (action.token, action.instances, action.default_result) == ("T-1", ["i-1"], "ABANDON")
    assert (action.deadline - status.now).total_seconds() == 60
    assert status.waiting_count == 7
    assert [q.model_dump() for q in status.queues] == [
        {"name": "q", "active": 3, "inactive": 2, "delayed": 1}
    ]
    assert [t.model_dump() for t in status.topics] == [
        {"name": "t", "subscriptions": 2, "messages": 4, "pushes": 5}
    ]
    assert bus.callers == {"root"}


@pytest.mark.parametrize(
    ("groups", "pages", "shown"),
    [(0, 1, 0), (PAGE, 1, PAGE), (PAGE + 1, 2, PAGE + 1), (10**6, MOST_PAGES, PAGE * MOST_PAGES)],
)
async def test_all_pages_are_asked_for(groups: int, pages: int, shown: int) -> None:
    """Until all groups are there, or more than anybody looks at."""
    bus: Any = Bus(groups)
    status = await status_of(bus, NOW, "cn-hangzhou")
    assert bus.pages == list(range(1, pages + 1))
    assert len(status.groups) == shown


async def test_a_service_that_does_not_answer() -> None:
    """Is a documented error, not a failure of the gateway."""
    bus: Any = Bus()
    bus.silent = ListExecutions
    with pytest.raises(ApiError, match="ServiceUnavailable"):
        await status_of(bus, NOW, "cn-hangzhou")
