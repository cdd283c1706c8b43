"""Scaling activities, described."""

from scalehook.kit import Work
from scalehook.kit.api.paging import page
from scalehook.scaling_controller.lookups import check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook.scaling_controller.views.activities import activity_view, detail
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import InvalidParameterConflict
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
    if not (command.scaling_group_id or command.scaling_activity_ids):
        raise InvalidParameterConflict(one="ScalingGroupId", other="ScalingActivityIds")
    found = [a for a in reversed(work.state.activities.values()) if _fits(a, command)]
    chosen = page(found, command.page_number, command.page_size)
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
    activity = work.state.activities.get(command.scaling_activity_id)
    if activity is None:
        raise InvalidParameter(name="ScalingActivityId")
    return ScalingActivityDetail(scaling_activity_id=activity.activity_id, detail=detail(activity))


def _fits(activity: Activity, command: DescribeScalingActivities) -> bool:
    ids = command.scaling_activity_ids
    return (
        command.scaling_group_id in ("", activity.group_id)
        and (not ids or activity.activity_id in ids)
        and command.status_code in (None, activity.status)
        and not command.instance_refresh_task_id  # no activity is a refresh's
    )
