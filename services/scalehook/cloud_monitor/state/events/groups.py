"""What happens to groups and their loads."""

from scalehook.cloud_monitor.state.groups import Group, Load
from scalehook.cloud_monitor.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.cloud_monitor.group_metrics import GroupMetricCleared, GroupMetricSet


class InstancesServe(Note):
    """These instances of a group are in service."""

    scaling_group_id: str
    instance_ids: list[str]
    at: float


class InstancesRest(Note):
    """These are not, or not any more."""

    scaling_group_id: str
    instance_ids: list[str]
    at: float


class GroupKnown(Note):
    """These of a group are in service, and no others."""

    scaling_group_id: str
    instance_ids: list[str]
    at: float


class GroupForgotten(Note):
    """The group is gone."""

    scaling_group_id: str


def instances_serve(event: InstancesServe, state: State) -> None:
    """They show a value from now on."""
    group = state.groups.setdefault(event.scaling_group_id, Group())
    group.serving.update(dict.fromkeys(event.instance_ids))
    state.serving.update(dict.fromkeys(event.instance_ids, event.scaling_group_id))
    _step(group, event.at)


def group_known(event: GroupKnown, state: State) -> None:
    """They are all of them, whatever was heard before."""
    group = state.groups[event.scaling_group_id]
    for instance_id in group.serving:
        state.serving.pop(instance_id, None)
    group.serving = dict.fromkeys(event.instance_ids)
    group.known = True
    state.serving.update(dict.fromkeys(event.instance_ids, event.scaling_group_id))
    _step(group, event.at)


def instances_rest(event: InstancesRest, state: State) -> None:
    """They show nothing any more."""
    group = state.groups[event.scaling_group_id]
    for instance_id in event.instance_ids:
        group.serving.pop(instance_id, None)
        state.serving.pop(instance_id, None)
    _step(group, event.at)


def group_metric_set(event: GroupMetricSet, state: State) -> None:
    """The steps of an earlier load stay: they are what the group has shown."""
    group = state.groups.setdefault(event.scaling_group_id, Group(known=False))
    earlier = group.loads.get(event.metric_name)
    load = Load(event.value, event.total, earlier.steps if earlier else [])
    group.loads[event.metric_name] = load
    load.step(event.set_at, len(group.serving))


def group_metric_cleared(event: GroupMetricCleared, state: State) -> None:
    """Nothing is shown any more, and what was is forgotten."""
    del state.groups[event.scaling_group_id].loads[event.metric_name]


def group_forgotten(event: GroupForgotten, state: State) -> None:
    """With its loads."""
    group = state.groups.pop(event.scaling_group_id, None)
    for instance_id in group.serving if group is not None else ():
        state.serving.pop(instance_id, None)


def _step(group: Group, at: float) -> None:
    for load in group.loads.values():
        load.step(at, len(group.serving))
