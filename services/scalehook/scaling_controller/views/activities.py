"""A scaling activity, as it is described."""

from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.state import Activity, Group
from scalehook.scaling_controller.views.activity_texts import description, detail, shortfall
from scalehook.scaling_controller.views.progress import progress
from scalehook_contracts.scaling_controller.activities import ErrorMessageView, ScalingActivityView


def activity_view(activity: Activity, group: Group) -> ScalingActivityView:
    """A scaling activity. One that has ended keeps the capacities that its group had then."""
    total, automatic, attached = _capacities(activity, group)
    destroyed = activity.destroyed_ids
    failed = activity.status in ("Failed", "Rejected")
    return ScalingActivityView(
        scaling_activity_id=activity.activity_id,
        scaling_group_id=activity.group_id,
        status_code=activity.status,
        status_message=activity.status_message,
        description=description(activity),
        cause=activity.cause,
        detail=detail(activity),
        start_time=iso_minutes(moment(activity.started_at)),
        end_time=iso_minutes(moment(activity.ended_at)) if activity.ended_at is not None else None,
        progress=progress(activity),
        total_capacity=str(total),
        auto_created_capacity=str(automatic),
        attached_capacity=str(attached),
        scaling_instance_number=_instances(activity),
        created_capacity=len(activity.created_ids),
        created_instances=activity.created_ids,
        destroyed_capacity=len(destroyed),
        destroyed_instances=destroyed,
        started_capacity=len(activity.resumed_ids),
        started_instances=activity.resumed_ids,
        stopped_capacity=len(activity.stopped_ids),
        stopped_instances=activity.stopped_ids,
        trigger_source_type=activity.trigger_source_type,
        trigger_source_id=activity.trigger_source_id,
        lifecycle_hook_context=activity.hook_context,
        activity_metadata=activity.metadata,
        instance_refresh_task_id=activity.refresh_task_id,
        error_code=(activity.error_code or None) if failed else None,
        error_message=(activity.error_message or None) if failed else None,
        error_messages=_problems(activity),
    )


def _capacities(activity: Activity, group: Group) -> tuple[int, int, int]:
    """In all, made by scaling, and added by hand: at the end, or now."""
    if activity.total_capacity is not None:
        automatic, attached = activity.auto_created_capacity, activity.attached_capacity
        return activity.total_capacity, automatic or 0, attached or 0
    total, automatic = len(group.instances), group.roster.created["AutoCreated"]
    return total, automatic, total - automatic


def _instances(activity: Activity) -> int:
    """How many came or went; while it goes on, with how many it is busy."""
    if activity.in_progress:
        return activity.amount
    if activity.shrinks:
        return len(activity.removed_ids) + len(activity.stopped_ids)
    return len(activity.instance_ids)


def _problems(activity: Activity) -> list[ErrorMessageView]:
    """Why instances could not be had; that an activity was rejected, its own error says."""
    return [
        ErrorMessageView(
            code=shortage.code,
            message=shortage.message,
            description=shortfall(activity, shortage.amount),
            failed_instance_ids=shortage.instance_ids,
        )
        for shortage in activity.shortages
    ]
