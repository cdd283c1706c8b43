"""How a stack stands, at one look: `GET /_scalehook/status`."""

import asyncio
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from scalehook.gateway.asking import ask
from scalehook.gateway.control.mns.topics import topics_behind
from scalehook.kit import Requester
from scalehook.kit.clock.moments import moment
from scalehook_contracts.message_service.queues import ListQueue, QueueSummary
from scalehook_contracts.scaling_controller.group_views import ScalingGroupView
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.scaling_controller.waiting_actions import (
    ListWaitingActions,
    WaitingAction,
    WaitingActionList,
)
from scalehook_contracts.template_engine.executions import ListedExecution, ListExecutions

PAGE, MOST_PAGES = 50, 20
QUEUES = 1000
EXECUTIONS = 20


class GroupRow(BaseModel):
    """A scaling group, with its instances counted by lifecycle state."""

    id: str
    name: str
    state: str
    min_size: int
    max_size: int
    instances: dict[str, int]


class ActionRow(BaseModel):
    """A lifecycle action that holds instances."""

    group: str
    hook_id: str
    hook: str
    token: str
    transition: str
    instances: list[str]
    deadline: datetime
    default_result: str


class QueueRow(BaseModel):
    """A queue, with its messages: visible, received by somebody, not yet visible."""

    name: str
    active: int
    inactive: int
    delayed: int


class TopicRow(BaseModel):
    """A topic: its subscriptions, its messages that are on their way to some, and its pushes."""

    name: str
    subscriptions: int
    messages: int
    pushes: int


class ExecutionRow(BaseModel):
    """An execution of a template."""

    id: str
    template: str
    status: str
    started: str
    message: str


class Status(BaseModel):
    """The stack. Long lists are cut; `waiting_count` says how many actions wait in all."""

    now: datetime
    groups: list[GroupRow]
    waiting_count: int
    waiting: list[ActionRow]
    queues: list[QueueRow]
    topics: list[TopicRow]
    executions: list[ExecutionRow]


async def status_of(bus: Requester, now: datetime, region: str) -> Status:
    """Asked of the services that own it; a service that does not answer makes it ServiceUnavailable."""
    groups, waiting, queues, (topics, _), executions = await asyncio.gather(
        _groups(bus, region),
        ask(bus, ListWaitingActions()),
        ask(bus, ListQueue(with_meta=True, ret_number=QUEUES)),
        topics_behind(bus, ""),
        ask(bus, ListExecutions(max_results=EXECUTIONS)),
    )
    return Status(
        now=now,
        groups=[_group(view) for view in groups],
        waiting_count=waiting.total_count,
        waiting=_waiting(waiting),
        queues=[_queue(summary) for summary in queues.queues],
        topics=[_topic(row) for row in topics],
        executions=[_execution(listed) for listed in executions.executions],
    )


async def _groups(bus: Requester, region: str) -> list[ScalingGroupView]:
    found: list[ScalingGroupView] = []
    for number in range(1, MOST_PAGES + 1):
        asked = DescribeScalingGroups(region_id=region, page_number=number, page_size=PAGE)
        page = await ask(bus, asked)
        found += page.scaling_groups
        if len(found) >= page.total_count:
            break
    return found


def _group(view: ScalingGroupView) -> GroupRow:
    counts = {
        "InService": view.active_capacity,
        "Pending": view.pending_capacity,
        "Pending:Wait": view.pending_wait_capacity,
        "Protected": view.protected_capacity,
        "Standby": view.standby_capacity,
        "Stopped": view.stopped_capacity,
        "Removing": view.removing_capacity,
        "Removing:Wait": view.removing_wait_capacity,
    }
    return GroupRow(
        id=view.scaling_group_id,
        name=view.scaling_group_name,
        state=view.lifecycle_state,
        min_size=view.min_size,
        max_size=view.max_size,
        instances={state: count for state, count in counts.items() if count},
    )


def _waiting(found: WaitingActionList) -> list[ActionRow]:
    return [_action(action) for action in found.waiting_actions]


def _action(action: WaitingAction) -> ActionRow:
    return ActionRow(
        group=action.scaling_group_name,
        hook_id=action.lifecycle_hook_id,
        hook=action.lifecycle_hook_name,
        token=action.lifecycle_action_token,
        transition=action.lifecycle_transition,
        instances=action.instance_ids,
        deadline=moment(action.deadline),
        default_result=action.default_result,
    )


def _queue(summary: QueueSummary) -> QueueRow:
    return QueueRow(
        name=summary.queue_name,
        active=summary.active_messages or 0,
        inactive=summary.inactive_messages or 0,
        delayed=summary.delay_messages or 0,
    )


def _topic(row: dict[str, Any]) -> TopicRow:
    return TopicRow(
        name=row["topic_name"],
        subscriptions=row["subscriptions"],
        messages=row["message_count"],
        pushes=row["pushes"],
    )


def _execution(listed: ListedExecution) -> ExecutionRow:
    return ExecutionRow(
        id=listed.execution_id,
        template=listed.template_name,
        status=listed.status,
        started=listed.start_date,
        message=listed.status_message,
    )
