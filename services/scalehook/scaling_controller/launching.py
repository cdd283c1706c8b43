"""Instances of an activity: launched, or started again where some were kept for it."""

from collections.abc import Iterator, Mapping

from scalehook.kit import Work
from scalehook.scaling_controller import placing, sources
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook.scaling_controller.zones import Zones
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instances import LaunchInstances, ResumeInstances
from scalehook_contracts.scaling_controller.instances import ScalingInstancesResumed


def launch(activity: Activity, work: Work[State, Settings]) -> None:
    """Have the stopped ones of the group started, and the rest created as its configuration says. A
    refresh wants new ones only.
    """
    group = work.state.groups[activity.group_id]
    if not activity.refresh_task_id:
        resume(group.roster.stopped(activity.amount), activity, work)
        start(activity, work)
    missing = activity.lacking
    if missing:
        for switches, amount in _portions(group, missing, work.state.v_switch_zones):
            work.send(_order(activity, group, switches, amount))


def resume(instance_ids: list[str], activity: Activity, work: Work[State, Settings]) -> None:
    """These were kept for later, and are the activity's now."""
    if instance_ids:
        work.record(
            ScalingInstancesResumed(
                scaling_group_id=activity.group_id,
                scaling_activity_id=activity.activity_id,
                instance_ids=instance_ids,
            )
        )


def start(activity: Activity, work: Work[State, Settings]) -> None:
    """Have those that were kept for later started."""
    if activity.resumed_ids:
        work.send(
            ResumeInstances(instance_ids=activity.resumed_ids, scaling_activity_id=activity.activity_id)
        )


def all_run(activity: Activity) -> bool:
    """Whether as many as can be had exist and have started."""
    return not activity.lacking and not activity.booting


def _portions(group: Group, amount: int, zones_of: Mapping[str, str]) -> Iterator[tuple[list[str], int]]:
    """How many are to be made, and in which vSwitches: those after the first one are tried when there
    is no stock. A balanced group keeps its zones even.
    """
    zones = Zones(group, zones_of)
    every = [switch for switches in zones.switches.values() for switch in switches]
    if group.request.multi_az_policy != "BALANCE" or len(zones.names) < 2:
        yield group.v_switch_ids, amount
        return
    for place, count in placing.level(zones.there, zones.names, amount).items():
        own = zones.switches[place]
        yield [*own, *(switch for switch in every if switch not in own)], count


def _order(activity: Activity, group: Group, switches: list[str], amount: int) -> LaunchInstances:
    configuration_id, image_id = _source(activity, group)
    wanted = sources.of(group, configuration_id)
    types = [wanted.instance_type] if wanted.instance_type else list(wanted.instance_types)
    return LaunchInstances(
        scaling_activity_id=activity.activity_id,
        scaling_group_id=group.group_id,
        amount=amount,
        scaling_configuration_id=configuration_id,
        image_id=image_id or wanted.image_id or wanted.image_name,
        instance_type=next(iter(types), ""),
        instance_types=types,
        security_group_id=wanted.security_group_id or next(iter(wanted.security_group_ids), ""),
        v_switch_id=next(iter(switches), ""),
        v_switch_ids=switches,
        instance_name=wanted.instance_name,
        host_name=wanted.host_name,
        user_data=wanted.user_data,
        ram_role_name=wanted.ram_role_name,
        spot_strategy=wanted.spot_strategy,
        tags=[InstanceTag(key=t.key, value=t.value) for t in group.request.tags if t.propagate],
    )


def source_of(activity: Activity, group: Group) -> str:
    """The configuration that its instances are made by."""
    return _source(activity, group)[0]


def _source(activity: Activity, group: Group) -> tuple[str, str]:
    """And the image that takes the place of the configuration's, if there is one."""
    refresh = group.refreshes.get(activity.refresh_task_id)
    if refresh is None:
        return group.active_configuration_id, ""
    if refresh.turned:
        return refresh.former_id, ""
    return refresh.configuration_id, refresh.image_id
