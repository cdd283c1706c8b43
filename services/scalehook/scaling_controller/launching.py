"""Instances of an activity: launched, or started again where some were kept for it."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook_contracts.fleet.instances import LaunchInstances, ResumeInstances
from scalehook_contracts.scaling_controller.instances import ScalingInstancesResumed


def launch(activity: Activity, work: Work[State, Settings]) -> None:
    """Have the stopped ones of the group started, and the rest created as its configuration says."""
    group = work.state.groups[activity.group_id]
    _resume(activity, group, work)
    missing = activity.lacking
    if missing:
        work.send(_order(activity, group, missing))


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


def _order(activity: Activity, group: Group, amount: int) -> LaunchInstances:
    configuration_id = group.active_configuration_id
    wanted = group.configurations[configuration_id].request
    types = [wanted.instance_type] if wanted.instance_type else list(wanted.instance_types)
    switches = list(group.request.v_switch_ids) or [group.request.v_switch_id]
    return LaunchInstances(
        scaling_activity_id=activity.activity_id,
        scaling_group_id=group.group_id,
        amount=amount,
        scaling_configuration_id=configuration_id,
        image_id=wanted.image_id or wanted.image_name,
        instance_type=next(iter(types), ""),
        instance_types=types,
        security_group_id=wanted.security_group_id or next(iter(wanted.security_group_ids), ""),
        v_switch_id=switches[0],
        v_switch_ids=list(filter(None, switches)),
        instance_name=wanted.instance_name,
        host_name=wanted.host_name,
        user_data=wanted.user_data,
        ram_role_name=wanted.ram_role_name,
    )
