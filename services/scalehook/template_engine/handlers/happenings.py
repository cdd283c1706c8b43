"""What other services tell of: triggers may wait for it."""

from collections.abc import Mapping
from typing import Any

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds
from scalehook.template_engine import starting
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.happenings import Happening, chosen, matches
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook_contracts.base import Done, Event
from scalehook_contracts.event_bus.events import EventReceived
from scalehook_contracts.fleet.instances import (
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
    InstanceStopped,
)
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue
from scalehook_contracts.template_engine.triggers import FindInstances, RecordFoundInstances

STATE_CHANGE, INSTANCE = "Instance:StateChange", "ALIYUN::ECS::Instance"
CLOUD = "acs."  # before the names of the cloud's own services, as sources of events


def on_instance_start_begun(event: InstanceStartBegun, work: Work[State, Settings]) -> None:
    """They are starting."""
    _instances(event.instance_ids, "Starting", work)


def on_instance_running(event: InstanceRunning, work: Work[State, Settings]) -> None:
    """It is running."""
    _instances([event.instance_id], "Running", work)


def on_instance_stop_begun(event: InstanceStopBegun, work: Work[State, Settings]) -> None:
    """They are stopping."""
    _instances(event.instance_ids, "Stopping", work)


def on_instance_stopped(event: InstanceStopped, work: Work[State, Settings]) -> None:
    """It is stopped."""
    _instances([event.instance_id], "Stopped", work)


def on_instance_released(event: InstanceReleased, work: Work[State, Settings]) -> None:
    """It is gone."""
    tags = {tag.key: tag.value for tag in event.tags}
    _instances([event.instance_id], "Deleted", work, tags)


def on_event_notification_due(event: EventNotificationDue, work: Work[State, Settings]) -> None:
    """Auto Scaling tells CloudMonitor of an activity, where a group's configuration says so."""
    if Receiver.parse(event.notification_arn).kind is Kind.CLOUD_MONITOR:
        level = next(
            (level for end, level in LEVELS.items() if event.notification_type.endswith(end)), "WARN"
        )
        _tell("ESS", event.notification_type, level, event.content, work)


LEVELS = {"_START": "INFO", "_SUCCESS": "INFO", "_ERROR": "CRITICAL"}  # all others warn


def on_event_received(event: EventReceived, work: Work[State, Settings]) -> None:
    """A bus has an event: the product is its source, and its name is its type."""
    data = event.event.get("data")
    content = data if isinstance(data, dict) else {"data": data}
    product = event.event_source.removeprefix(CLOUD)
    _tell(product, event.event_type, "INFO", content, work, hops=event.hops + 1)


def record_found_instances(command: RecordFoundInstances, work: Work[State, Settings]) -> Done:
    """The trigger fires, if it still waits; who may not ask ECS waits no longer."""
    if not work.state.has_task(command.task_execution_id):
        return Done()
    run = work.state.task(command.task_execution_id)
    if work.state.executions[run.execution_id].listens:
        if command.error_code:
            Flow(work).fail(run, f"{command.error_code} message: {command.error_message}")
        elif command.found:
            Flow(work).fire(run, command.happening, hops=command.hops)
    return Done()


def _somebody_listens(event: Event, state: State) -> bool:
    return bool(state.listeners)


HEEDS = dict.fromkeys(
    (
        InstanceStartBegun,
        InstanceRunning,
        InstanceStopBegun,
        InstanceStopped,
        InstanceReleased,
        EventNotificationDue,
        EventReceived,
    ),
    _somebody_listens,
)


def _instances(
    instance_ids: list[str],
    state: str,
    work: Work[State, Settings],
    tags: Mapping[str, str] | None = None,
) -> None:
    for instance_id in instance_ids:
        content = {"resourceId": instance_id, "resourceType": INSTANCE, "state": state}
        _tell("ECS", STATE_CHANGE, "INFO", content, work, tags)


def _tell(
    product: str,
    name: str,
    level: str,
    content: Mapping[str, Any],
    work: Work[State, Settings],
    tags: Mapping[str, str] | None = None,
    hops: int = 0,
) -> None:
    """Every trigger that waits for it fires; one with tags, once ECS has said that they fit."""
    happening = Happening(
        product,
        name,
        level,
        content,
        work.settings.region,
        iso_seconds(work.now),
        work.new_uuid(),
        tags,
        hops,
    )
    for execution in work.state.listeners:
        trigger = execution.trigger
        if trigger is not None and matches(execution.tasks[trigger.task_id].properties, happening):
            _fire(execution, execution.tasks[trigger.task_id], happening, work)


def _fire(execution: Execution, run: TaskRun, happening: Happening, work: Work[State, Settings]) -> None:
    wanted = chosen(run.properties, happening)
    if wanted is True:
        Flow(work).fire(run, happening.data(), hops=happening.hops)
    elif wanted:
        find = FindInstances(
            **starting.in_whose_name(execution),
            task_execution_id=run.task_id,
            instance_ids=happening.instance_ids,
            chosen=wanted,
            happening=happening.data(),
            hops=happening.hops,
        )
        work.begin(f"instances/{run.task_id}/{happening.id}", find)
