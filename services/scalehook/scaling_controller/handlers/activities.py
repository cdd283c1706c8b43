"""Scaling activities, described."""

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import activity_of, check_region, shown_since
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook.scaling_controller.state.logbook import Newest, ended_at
from scalehook.scaling_controller.views.activities import activity_view
from scalehook.scaling_controller.views.activity_texts import detail
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.errors.scaling_hooks import MissingScalingActivityId
from scalehook_contracts.products import ESS
from scalehook_contracts.scaling_controller.activities import (
    DescribeScalingActivities,
    DescribeScalingActivityDetail,
    ScalingActivityDetail,
    ScalingActivityPage,
)


def describe_scaling_activities(
    command: DescribeScalingActivities, work: Work[State, Settings]
) -> ScalingActivityPage:
    """The activities of a group, or those with the given ids; newest first."""
    check_region(command.region_id, work)
    _check_choice(command)
    found = _found(command, work)
    chosen = found.page(command.page_number, command.page_size)
    return ScalingActivityPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        scaling_activities=[activity_view(a, work.state.groups[a.group_id]) for a in chosen],
    )


def describe_scaling_activity_detail(
    command: DescribeScalingActivityDetail, work: Work[State, Settings]
) -> ScalingActivityDetail:
    """Which instances came and went."""
    check_region(command.region_id, work)
    if not command.scaling_activity_id:
        raise MissingScalingActivityId()
    activity = activity_of(command.scaling_activity_id, work)
    return ScalingActivityDetail(scaling_activity_id=activity.activity_id, detail=detail(activity))


def _check_choice(command: DescribeScalingActivities) -> None:
    """A group or ids; both only where the older version of the API is spoken, or none."""
    given = [bool(command.scaling_group_id), bool(command.scaling_activity_ids)]
    if not any(given) or (all(given) and command.version == ESS.versions[-1]):
        raise InvalidParameterConflict(one="ScalingGroupId", other="ScalingActivityIds")


def _found(command: DescribeScalingActivities, work: Work[State, Settings]) -> Newest:
    since, refresh = shown_since(work), command.instance_refresh_task_id
    if command.scaling_activity_ids:
        return Newest(_named(command, work), since, 0)
    group = work.state.groups.get(command.scaling_group_id)
    return group.logbook.newest(command.status_code, since, refresh) if group else Newest([], since, 0)


def _named(command: DescribeScalingActivities, work: Work[State, Settings]) -> list[Activity]:
    since, status = shown_since(work), command.status_code
    known = work.state.activities
    found = [
        activity
        for activity_id in dict.fromkeys(command.scaling_activity_ids)
        if (activity := known.get(activity_id)) is not None
        and ended_at(activity) >= since
        and command.scaling_group_id in ("", activity.group_id)
        and status in (None, activity.status)
        and command.instance_refresh_task_id in ("", activity.refresh_task_id)
    ]
    return sorted(found, key=lambda activity: activity.number)
