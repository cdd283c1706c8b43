"""Instances of an activity: launched, or started again where some were kept for it."""

from collections.abc import Iterator, Mapping

from scalehook.kit import Work
from scalehook.scaling_controller import placing, sources
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.specifications import instance_fields
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook.scaling_controller.state.events.activities import InstancesMissed
from scalehook.scaling_controller.zones import Zones
from scalehook_contracts.errors import ApiError
from scalehook_contracts.exact import altered
from scalehook_contracts.fleet.instances import LaunchInstances, ResumeInstances
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.instances import ScalingInstancesResumed

MOST_PATTERNS = 1000
# By the id of the configuration, which is kept beside it (nothing else has that), with its group's tags.
_PATTERNS: dict[int, tuple[CreateScalingConfiguration, dict[str, str], LaunchInstances]] = {}


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
        _ask(missing, activity, group, work)


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
    zones = Zones(group, zones_of) if group.request.multi_az_policy == "BALANCE" else None
    if zones is None or len(zones.names) < 2:
        yield group.v_switch_ids, amount
        return
    every = [switch for switches in zones.switches.values() for switch in switches]
    for place, count in placing.level(zones.there, zones.names, amount).items():
        own = zones.switches[place]
        yield [*own, *(switch for switch in every if switch not in own)], count


def _ask(missing: int, activity: Activity, group: Group, work: Work[State, Settings]) -> None:
    """They cannot be had when nobody knows any more what they look like."""
    configuration_id, image_id = _source(activity, group)
    try:
        asked = settings_of(activity, group)
        wanted = sources.of_settings(configuration_id, asked, group, work.state)
    except ApiError as gone:
        missed = InstancesMissed(
            scaling_activity_id=activity.activity_id,
            amount=missing,
            code=gone.code,
            message=gone.message,
        )
        work.record(missed)
        return
    order = _order(activity, group, wanted, image_id)
    for switches, amount in _portions(group, missing, work.state.v_switch_zones):
        place = {"v_switch_id": next(iter(switches), ""), "v_switch_ids": switches}
        work.send(altered(order, {"amount": amount, **place}))


def _order(
    activity: Activity, group: Group, wanted: CreateScalingConfiguration, image_id: str
) -> LaunchInstances:
    """One instance as it is wanted, wherever it will be."""
    configuration_id = source_of(activity, group)
    configuration = group.configurations.get(configuration_id)
    propagated = {tag.key: tag.value for tag in group.request.tags if tag.propagate}
    own = {
        "scaling_activity_id": activity.activity_id,
        "scaling_group_id": group.group_id,
        "scaling_configuration_id": configuration_id,
        "scaling_configuration_name": configuration.name if configuration else "",
    }
    return altered(_pattern(wanted, propagated), own | {"image_id": image_id} if image_id else own)


def _pattern(wanted: CreateScalingConfiguration, propagated: dict[str, str]) -> LaunchInstances:
    """One for nobody yet. What a configuration asks for is looked through once, not by each activity."""
    kept = _PATTERNS.get(id(wanted))
    if kept is None or kept[:2] != (wanted, propagated):
        if len(_PATTERNS) >= MOST_PATTERNS:
            _PATTERNS.clear()
        pattern = LaunchInstances(
            **instance_fields(wanted, propagated), scaling_activity_id="", scaling_group_id="", amount=1
        )
        kept = _PATTERNS[id(wanted)] = wanted, propagated, pattern
    return kept[2]


def source_of(activity: Activity, group: Group) -> str:
    """The configuration that its instances are made by."""
    return _source(activity, group)[0]


def settings_of(activity: Activity, group: Group) -> CreateScalingGroup:
    """The group's, with the launch template that its instances are made by where there is no
    configuration.
    """
    refresh = group.refreshes.get(activity.refresh_task_id)
    return group.request if refresh is None else refresh.settings(group.request)


def _source(activity: Activity, group: Group) -> tuple[str, str]:
    """And the image that takes the place of the configuration's, if there is one."""
    refresh = group.refreshes.get(activity.refresh_task_id)
    if refresh is None:
        return group.active_configuration_id, ""
    if refresh.turned:
        return refresh.former_id, ""
    return refresh.configuration_id, refresh.image_id
