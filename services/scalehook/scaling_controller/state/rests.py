"""What an activity leaves behind in its group: instances that warm up, and a cooldown."""

from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.groups import Group


def begin(group: Group, activity: Activity, at: float) -> None:
    """The last instance has come, or gone; an activity that changed nothing leaves nothing."""
    if activity.grows:
        for instance_id in activity.staying:
            _serve(group, activity, instance_id, at)
    gone = activity.shrinks and (activity.removed_ids or activity.stopped_ids)
    if gone or (activity.grows and activity.staying):
        seconds = group.request.default_cooldown if activity.cooldown is None else activity.cooldown
        group.cooldown_until = at + seconds


def _serve(group: Group, activity: Activity, instance_id: str, at: float) -> None:
    instance = group.instances[instance_id]
    instance.in_service_at, instance.warmup = at, activity.warmup
    group.warmups.add(instance)
