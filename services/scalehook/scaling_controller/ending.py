"""Moves the instances of an activity on, and ends it."""

from scalehook.kit import Work
from scalehook.kit.clock.moments import unix_seconds
from scalehook.kit.history import overdue
from scalehook.scaling_controller import event_notifications, lifetimes
from scalehook.scaling_controller.courses import AMOUNT, LEAVE, RELEASE, VANISHED, course
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook.scaling_controller.state.events.activities import ActivitiesForgotten
from scalehook_contracts.exact import maker
from scalehook_contracts.scaling_controller.activities import ActivityStatus, ScalingActivityEnded
from scalehook_contracts.scaling_controller.capacity import ContinueScalingGroup

activity_ended = maker(ScalingActivityEnded)


def end(activity: Activity, work: Work[State, Settings]) -> None:
    """The activity is over; the group may scale again. What is over for long is forgotten."""
    group = work.state.groups[activity.group_id]
    created, total = group.roster.created, len(group.instances)
    shortage = next(iter(activity.shortages), None)
    status = _status(activity)
    work.record(
        activity_ended(
            scaling_activity_id=activity.activity_id,
            scaling_group_id=activity.group_id,
            status_code=status,
            status_message=_message(activity),
            ended_at=unix_seconds(work.now),
            total_capacity=total,
            auto_created_capacity=created["AutoCreated"],
            attached_capacity=total - created["AutoCreated"],
            error_code=shortage.code if shortage else "",
            error_message=shortage.message if shortage else "",
        )
    )
    event_notifications.of_activity(activity, work)
    forgotten = overdue(work.state.ended.values(), work.now, work.settings)
    if forgotten:
        work.record(ActivitiesForgotten(scaling_activity_ids=forgotten))
    lifetimes.watch(group, work)
    _continue(group, status, work)


def check_timer(group: Group) -> str:
    """The key of the timer at which the group looks at its size again."""
    return f"group/{group.group_id}"


def _status(activity: Activity) -> ActivityStatus:
    """By how many of the instances went the way that was wanted."""
    done = _gone(activity) if not course(activity).stays else len(activity.staying)
    if done >= activity.amount:
        return "Successful"
    return "Warning" if done else "Failed"


def _message(activity: Activity) -> str:
    if activity.shortages and not activity.instance_ids:
        return f'Fail to create "{activity.short}" ECS instances'
    taken, stay = course(activity), len(activity.staying)
    if stay or not activity.amount:  # there was nobody to begin with
        return taken.stay.replace(AMOUNT, str(stay))
    undone = not taken.stays or activity.step in (RELEASE.name, LEAVE.name)
    return (taken.go if undone else VANISHED).replace(AMOUNT, str(_gone(activity)))


def _gone(activity: Activity) -> int:
    return len(activity.removed_ids) + len(activity.stopped_ids)


def _continue(group: Group, status: ActivityStatus, work: Work[State, Settings]) -> None:
    """A group that is not what it should be goes on: at once, or later when this has not worked."""
    if not group.unsettled:
        return
    command = ContinueScalingGroup(scaling_group_id=group.group_id)
    if status == "Successful" or group.urgent:
        work.send(command)
    else:
        work.schedule_in(check_timer(group), work.settings.capacity_check_seconds, command)
