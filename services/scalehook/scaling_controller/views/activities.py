"""A scaling activity, as it is described."""

from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.state import Activity, Group
from scalehook_contracts.scaling_controller.activities import ScalingActivityView


def activity_view(activity: Activity, group: Group) -> ScalingActivityView:
    """A scaling activity. One that has ended keeps the capacities that its group had then."""
    verb = "Add" if activity.transition == "SCALE_OUT" else "Remove"
    done = activity.ended_at is not None
    now = len(group.instances)
    total, automatic = activity.total_capacity, activity.auto_created_capacity
    return ScalingActivityView(
        scaling_activity_id=activity.activity_id,
        scaling_group_id=activity.group_id,
        status_code=activity.status,
        status_message=activity.status_message,
        description=f'{verb} "{activity.amount}" ECS instance',
        cause=activity.cause,
        detail=detail(activity),
        start_time=iso_minutes(moment(activity.started_at)),
        end_time=iso_minutes(moment(activity.ended_at)) if activity.ended_at is not None else None,
        progress=100 if done else 50 if activity.actions else 0,
        total_capacity=str(now if total is None else total),
        auto_created_capacity=str(now if automatic is None else automatic),
        scaling_instance_number=activity.amount,
        created_capacity=len(activity.created_ids),
        created_instances=activity.created_ids,
        destroyed_capacity=len(activity.removed_ids),
        destroyed_instances=activity.removed_ids,
        trigger_source_type=activity.trigger_source_type,
        trigger_source_id=activity.trigger_source_id,
    )


def detail(activity: Activity) -> str:
    """Which instances came and went."""
    parts = []
    if activity.created_ids:
        parts.append(f'new ECS instances "{", ".join(activity.created_ids)}" are created')
    if activity.removed_ids:
        parts.append(f'ECS instances "{", ".join(activity.removed_ids)}" are removed')
    return "; ".join(parts)
