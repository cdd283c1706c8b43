"""Tells whoever a group's notification configurations name of what happens to it; and the default bus,
as soon as one of its rules listens.
"""

from collections.abc import Callable
from datetime import timedelta, timezone, tzinfo
from functools import partial
from typing import Any, Literal

from pydantic.alias_generators import to_camel

from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook.scaling_controller.state.notification_configurations import NotificationConfiguration
from scalehook.scaling_controller.state.receivers import DEFAULT_BUS
from scalehook.scaling_controller.views.activities import activity_view
from scalehook_contracts.receiver import Kind
from scalehook_contracts.scaling_controller.activities import ActivityStatus
from scalehook_contracts.scaling_controller.base import Transition
from scalehook_contracts.scaling_controller.notification_configurations import (
    EventNotificationDue,
    NotificationType,
)

BUS = f":eventbus/{DEFAULT_BUS}"
Phase = Literal["START", "SUCCESS", "WARN", "ERROR"]
PHASES: dict[ActivityStatus, Phase] = {
    "InProgress": "START",
    "Successful": "SUCCESS",
    "Warning": "WARN",
    "Failed": "ERROR",
}
TYPES: dict[tuple[Transition, Phase], NotificationType] = {
    ("SCALE_OUT", "START"): "AUTOSCALING:SCALE_OUT_START",
    ("SCALE_OUT", "SUCCESS"): "AUTOSCALING:SCALE_OUT_SUCCESS",
    ("SCALE_OUT", "WARN"): "AUTOSCALING:SCALE_OUT_WARN",
    ("SCALE_OUT", "ERROR"): "AUTOSCALING:SCALE_OUT_ERROR",
    ("SCALE_IN", "START"): "AUTOSCALING:SCALE_IN_START",
    ("SCALE_IN", "SUCCESS"): "AUTOSCALING:SCALE_IN_SUCCESS",
    ("SCALE_IN", "WARN"): "AUTOSCALING:SCALE_IN_WARN",
    ("SCALE_IN", "ERROR"): "AUTOSCALING:SCALE_IN_ERROR",
}
TOLD = {  # of an activity; its detail would only name the instances again
    "scaling_activity_id",
    "status_code",
    "status_message",
    "description",
    "cause",
    "progress",
    "total_capacity",
    "auto_created_capacity",
    "attached_capacity",
    "scaling_instance_number",
    "trigger_source_type",
    "trigger_source_id",
    "error_code",
    "error_message",
}
Content = Callable[[tzinfo], dict[str, Any]]  # what is said, with times of this zone


def of_activity(activity: Activity, work: Work[State, Settings]) -> None:
    """An activity has begun, has ended or was rejected: say so, as its status is now. Activities that
    neither bring nor take instances, such as those that change back ends, say nothing.
    """
    group = work.state.groups[activity.group_id]
    if not group.notification_configurations and not work.state.receivers.bus_rules:
        return
    if activity.status == "Rejected":
        _tell(group, "AUTOSCALING:SCALE_REJECT", partial(_of_activity, activity, group), work)
    elif activity.grows or activity.shrinks:
        told = TYPES[activity.transition, PHASES[activity.status]]
        _tell(group, told, partial(_of_activity, activity, group), work)


def of_expiring_task(
    group_id: str, task_id: str, task_name: str, expires_at: float, work: Work[State, Settings]
) -> None:
    """A scheduled task of a group runs out soon; the group may be gone by now."""
    group = work.state.groups.get(group_id)
    if group is not None:
        content = partial(_of_task, task_id, task_name, expires_at)
        _tell(group, "AUTOSCALING:SCHEDULE_TASK_EXPIRING", content, work)


def _tell(group: Group, told: NotificationType, content: Content, work: Work[State, Settings]) -> None:
    configurations = group.notification_configurations.values()
    asked = [each for each in configurations if told in each.types]
    for configuration in [*asked, *_unasked(asked, work)]:
        named = {"scalingGroupId": group.group_id, "scalingGroupName": group.name}
        work.record(
            EventNotificationDue(
                notification_id=work.new_uuid(),
                notification_type=told,
                notification_arn=configuration.arn,
                message_encoding=configuration.encoding,
                scaling_group_id=group.group_id,
                at=work.now.timestamp(),
                content=named | content(_zone(configuration.time_zone)),
            )
        )


def _unasked(
    asked: list[NotificationConfiguration], work: Work[State, Settings]
) -> list[NotificationConfiguration]:
    """The default bus has the events of the cloud's services without being named, where somebody
    listens; once, if it is named as well.
    """
    settings = work.settings
    listens = Kind.EVENT_BUS in settings.receivers and work.state.receivers.bus_rules
    if not listens or any(each.arn.endswith(BUS) for each in asked):
        return []
    arn = f"acs:eventbridge:{settings.region}:{settings.account_id}{BUS}"
    return [NotificationConfiguration(arn, [], "UTC", "Base64")]


def _of_activity(activity: Activity, group: Group, zone: tzinfo) -> dict[str, Any]:
    view = activity_view(activity, group)
    said = {to_camel(name): value for name, value in view.model_dump(include=TOLD).items()}
    return said | {
        "requestId": activity.request_id,
        "lifecycleTransition": activity.transition,
        "instanceIds": list(activity.instance_ids),
        "startTime": _time(activity.started_at, zone),
        "endTime": None if activity.ended_at is None else _time(activity.ended_at, zone),
    }


def _of_task(task_id: str, task_name: str, expires_at: float, zone: tzinfo) -> dict[str, Any]:
    return {
        "scheduledTaskId": task_id,
        "scheduledTaskName": task_name,
        "expirationTime": _time(expires_at, zone),
    }


def _time(seconds: float, zone: tzinfo) -> str:
    """`2026-01-01T08:00:00+08:00`."""
    return moment(seconds).astimezone(zone).isoformat(timespec="seconds")


def _zone(name: str) -> tzinfo:
    """`UTC+8`, `UTC-07:30`, or `UTC` itself."""
    hours, _, minutes = name[4:].partition(":")
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timezone(-ahead if name[3:4] == "-" else ahead)
