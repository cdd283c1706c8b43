"""Deletes scaling groups: at once, or when what runs has ended and the instances are gone."""

from scalehook.kit import Work
from scalehook.scaling_controller import (
    activities,
    lifetimes,
    prediction_timers,
    refreshing,
    rule_alarms,
)
from scalehook.scaling_controller.activities import NO_HOOKS, Change
from scalehook.scaling_controller.ending import check_timer
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, Instance, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.scaling import ScalingActivityInProgress
from scalehook_contracts.errors.scaling_groups import InstanceInUse
from scalehook_contracts.scaling_controller.activities import CourseName
from scalehook_contracts.scaling_controller.group_deletion import (
    ScalingGroupDeleted,
    ScalingGroupDeletionStarted,
)

DELETED = Trigger.of_ess("The scaling group is being deleted")


def check_empty(group: Group) -> None:
    """Nothing is lost with it."""
    if group.running:
        raise ScalingActivityInProgress()
    if group.instances:
        raise InstanceInUse()


def begin(group: Group, work: Work[State, Settings]) -> None:
    """The group is on its way out: what runs, waits included, goes on to its end."""
    at = work.now.timestamp()
    work.record(ScalingGroupDeletionStarted(scaling_group_id=group.group_id, at=at))
    go_on(group, work)


def go_on(group: Group, work: Work[State, Settings]) -> None:
    """Have the instances removed, and then the group, when nothing runs."""
    if not group.deleting or group.running:
        return
    if group.instances:
        _empty(group, work)
    else:
        _stop_timers(group, work)
        at = work.now.timestamp()
        work.record(ScalingGroupDeleted(scaling_group_id=group.group_id, at=at))


def _stop_timers(group: Group, work: Work[State, Settings]) -> None:
    """Nothing will be done for it any more."""
    for rule in group.rules.values():
        rule_alarms.drop(rule, work)
        prediction_timers.stop(rule, work)
    for task in group.refreshes.values():
        work.cancel(refreshing.timer(task))
    work.cancel(check_timer(group))
    work.cancel(lifetimes.timer(group))


def _empty(group: Group, work: Work[State, Settings]) -> None:
    """Instances made by scaling are released, but for protected ones; the others only leave. No hook
    holds them: nothing is documented of any.
    """
    instances = group.instances.values()
    released = [i.instance_id for i in instances if _is_released(i)]
    leaving = [i.instance_id for i in instances if not _is_released(i)]
    if released:
        _remove("remove", released, group, work)
    if leaving:
        _remove("detach", leaving, group, work)


def _is_released(instance: Instance) -> bool:
    return instance.entrusted and instance.lifecycle_state != "Protected"


def _remove(course: CourseName, ids: list[str], group: Group, work: Work[State, Settings]) -> None:
    before = len(group.instances)
    cause = DELETED.cause(before, before - len(ids))
    activities.begin(group, Change(course, len(ids), ids, hooks=NO_HOOKS), cause, DELETED, work)
