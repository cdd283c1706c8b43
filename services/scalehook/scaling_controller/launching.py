"""Instances of an activity: launched, or started again where some were kept for it."""

from scalehook.kit import Work
from scalehook.scaling_controller import sources
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.specifications import instance_fields
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook.scaling_controller.state.events.activities import InstancesMissed
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import LaunchInstances, ResumeInstances
from scalehook_contracts.scaling_controller.instances import ScalingInstancesResumed


def launch(activity: Activity, work: Work[State, Settings]) -> None:
    """Have the stopped ones of the group started, and the rest created as its configuration says."""
    group = work.state.groups[activity.group_id]
    _resume(activity, group, work)
    if activity.lacking:
        _order(activity, group, work)


def all_run(activity: Activity) -> bool:
    """Whether as many as can be had exist and have started."""
    return not activity.lacking and not activity.booting


def _resume(activity: Activity, group: Group, work: Work[State, Settings]) -> None:
    stopped = group.roster.stopped(activity.amount)
    if stopped:
        work.record(
            ScalingInstancesResumed(
                scaling_group_id=group.group_id,
                scaling_activity_id=activity.activity_id,
                instance_ids=stopped,
            )
        )
        work.send(ResumeInstances(instance_ids=stopped, scaling_activity_id=activity.activity_id))


def _order(activity: Activity, group: Group, work: Work[State, Settings]) -> None:
    """What is missing is ordered; it cannot be had when nobody knows any more what it looks like."""
    try:
        wanted = sources.of(group, work.state)
    except ApiError as gone:
        missed = InstancesMissed(
            scaling_activity_id=activity.activity_id,
            amount=activity.lacking,
            code=gone.code,
            message=gone.message,
        )
        work.record(missed)
        return
    switches = group.v_switch_ids
    configuration = group.configurations.get(group.active_configuration_id)
    propagated = {tag.key: tag.value for tag in group.request.tags if tag.propagate}
    work.send(
        LaunchInstances(
            **instance_fields(wanted, propagated),
            scaling_activity_id=activity.activity_id,
            scaling_group_id=group.group_id,
            amount=activity.lacking,
            scaling_configuration_id=group.active_configuration_id,
            scaling_configuration_name=configuration.name if configuration else "",
            v_switch_id=next(iter(switches), ""),
            v_switch_ids=switches,
        )
    )
