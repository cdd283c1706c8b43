"""Scaling activities, described."""

from collections import deque

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import activity_of, check_region, shown_since
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook.scaling_controller.state.logbook import Newest, ended_at
from scalehook.scaling_controller.views.activities import activity_view, detail
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.scaling_controller.activities import (
    DescribeScalingActivities,
    DescribeScalingActivityDetail,
    ScalingActivityDetail,
    ScalingActivityPage,
)

ALWAYS = float("-inf")


def describe_scaling_activities(
    command: DescribeScalingActivities, work: Work[State, Settings]
) -> ScalingActivityPage:
    """The activities of a group, or those with the given ids; newest first."""
    check_region(command.region_id, work)
    if not (command.scaling_group_id or command.scaling_activity_ids):
        raise InvalidParameterConflict(one="ScalingGroupId", other="ScalingActivityIds")
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
    activity = activity_of(command.scaling_activity_id, work)
    return ScalingActivityDetail(scaling_activity_id=activity.activity_id, detail=detail(activity))


def _found(command: DescribeScalingActivities, work: Work[State, Settings]) -> Newest:
    since, group_id = shown_since(work), command.scaling_group_id
    if command.instance_refresh_task_id:  # no activity is a refresh's
        return Newest(deque(), since)
    if command.scaling_activity_ids:
        return Newest(deque(_named(command, work)), ALWAYS)
    group = work.state.groups.get(group_id)
    return group.logbook.newest(command.status_code, since) if group else Newest(deque(), since)


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
    ]
    return sorted(found, key=lambda activity: activity.number)
