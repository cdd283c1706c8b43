"""Back ends of a group: the activity's instances are put there, taken out, and weighed.

What an activity awaits says which ones are meant: all of the group's, or those that it is about.
"""

from collections.abc import Iterable

from scalehook.kit import Work
from scalehook.scaling_controller.attachment_names import KINDS, named
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, Instance, State
from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    BackEnd,
    RemoveInstancesFromBackEnds,
    SetWeightsInBackEnds,
)

USUAL_WEIGHT = 50


def of(group: Group) -> list[str]:
    """The names of the back ends that instances are put in."""
    return list(group.attachments.back_ends)


def left(group: Group) -> list[str]:
    """Those, and the ones that instances are just taken out of."""
    return [*of(group), *filter(_is_back_end, group.leaving)]


def attach(activity: Activity, work: Work[State, Settings]) -> None:
    """Have requests forwarded to the instances; to none of those on standby."""
    group, back_ends = _meant(activity, work)
    here = [instance for instance in _instances(activity, group) if not _goes(instance)]
    weights = {i.instance_id: weight_of(i, group) for i in here if i.lifecycle_state != "Standby"}
    idle = {i.instance_id: 0 for i in here if i.lifecycle_state == "Standby"}
    _add(back_ends, weights, activity, work)
    if idle:
        _add(_bare(back_ends), idle, activity, work)


def detach(activity: Activity, work: Work[State, Settings]) -> None:
    """Have none forwarded any more."""
    _, back_ends = _meant(activity, work)
    if back_ends:
        work.send(
            RemoveInstancesFromBackEnds(
                back_ends=back_ends,
                instance_ids=list(activity.staying),
                scaling_activity_id=activity.activity_id,
            )
        )


def bench(activity: Activity, work: Work[State, Settings]) -> None:
    """Have nothing new forwarded to the instances, which stay where they are."""
    set_weight(activity, 0, work)


def unbench(activity: Activity, work: Work[State, Settings]) -> None:
    """Have requests forwarded to them again."""
    set_weight(activity, None, work)


def set_weight(activity: Activity, weight: int | None, work: Work[State, Settings]) -> None:
    """Have so many requests forwarded to the instances as the weight says; None: as many as before."""
    group, back_ends = _meant(activity, work)
    here = _instances(activity, group)
    if back_ends:
        own = {i.instance_id: weight_of(i, group) if weight is None else weight for i in here}
        work.send(
            SetWeightsInBackEnds(
                back_ends=back_ends if weight is None else _bare(back_ends),
                weights=own,
                scaling_activity_id=activity.activity_id,
            )
        )


def forget(instance: Instance, group: Group, work: Work[State, Settings]) -> None:
    """An instance is no more: nothing is forwarded to it, and nobody waits for that."""
    back_ends = list(group.attachments.back_ends.values())
    if back_ends:
        work.send(RemoveInstancesFromBackEnds(back_ends=back_ends, instance_ids=[instance.instance_id]))


def _add(
    back_ends: list[BackEnd], weights: dict[str, int], activity: Activity, work: Work[State, Settings]
) -> None:
    """Also when there is nobody to be put there any more: the answer is waited for."""
    if back_ends:
        work.send(
            AddInstancesToBackEnds(
                back_ends=back_ends, weights=weights, scaling_activity_id=activity.activity_id
            )
        )


def _meant(activity: Activity, work: Work[State, Settings]) -> tuple[Group, list[BackEnd]]:
    group = work.state.groups[activity.group_id]
    known = group.attachments.back_ends
    names = filter(_is_back_end, activity.awaited)
    return group, [known[name] if name in known else named(name) for name in names]


def _is_back_end(name: str) -> bool:
    return name.partition("/")[0] in KINDS


def _instances(activity: Activity, group: Group) -> list[Instance]:
    """Those that are still there: another activity may have removed some meanwhile."""
    return [group.instances[i] for i in activity.staying if i in group.instances]


def _goes(instance: Instance) -> bool:
    return instance.lifecycle_state in ("Removing", "Removing:Wait")


def weight_of(instance: Instance, group: Group) -> int:
    """What it was attached with, or as its configuration says."""
    if instance.weight is not None:
        return instance.weight
    configuration = group.configurations.get(instance.configuration_id)
    return configuration.request.load_balancer_weight if configuration else USUAL_WEIGHT


def _bare(back_ends: Iterable[BackEnd]) -> list[BackEnd]:
    """Without weights of their own: that of the instance counts."""
    return [back_end.model_copy(update={"weight": None}) for back_end in back_ends]
