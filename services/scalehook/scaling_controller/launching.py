"""Instances of an activity: launched, and released."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook_contracts.fleet.instances import LaunchInstances, ReleaseInstances


def launch(activity: Activity, work: Work[State, Settings]) -> None:
    """Have them created as the active configuration says."""
    group = work.state.groups[activity.group_id]
    configuration_id = group.active_configuration_id
    wanted = group.configurations[configuration_id].request
    work.send(
        LaunchInstances(
            scaling_activity_id=activity.activity_id,
            scaling_group_id=group.group_id,
            amount=activity.amount,
            scaling_configuration_id=configuration_id,
            image_id=wanted.image_id or wanted.image_name,
            instance_type=wanted.instance_type or next(iter(wanted.instance_types), ""),
            security_group_id=wanted.security_group_id or next(iter(wanted.security_group_ids), ""),
            v_switch_id=next(iter(group.request.v_switch_ids), group.request.v_switch_id),
            instance_name=wanted.instance_name,
            host_name=wanted.host_name,
            user_data=wanted.user_data,
            ram_role_name=wanted.ram_role_name,
        )
    )


def all_run(activity: Activity) -> bool:
    """Whether as many as were asked for exist and have started."""
    return min(len(activity.created_ids), len(activity.started_ids)) >= activity.amount


def release(activity: Activity, work: Work[State, Settings]) -> None:
    """Have them stopped and deleted."""
    work.send(ReleaseInstances(instance_ids=activity.instance_ids))
