"""Learns which instances are in service: in groups that show a load, or did once."""

from collections.abc import Callable, Sequence
from typing import Any

from scalehook.cloud_monitor import watching
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import State
from scalehook.cloud_monitor.state.events.groups import (
    GroupForgotten,
    GroupKnown,
    InstancesRest,
    InstancesServe,
)
from scalehook.cloud_monitor.state.groups import group_key, known_key
from scalehook.kit import Work
from scalehook_contracts.base import Event
from scalehook_contracts.exact import maker
from scalehook_contracts.scaling_controller.group_deletion import ScalingGroupDeleted
from scalehook_contracts.scaling_controller.instances import (
    LifecycleStateChanged,
    ScalingInstanceRemoved,
)
from scalehook_contracts.scaling_controller.serving import ServingInstancesReported

instances_serve, instances_rest = maker(InstancesServe), maker(InstancesRest)

SERVING = ("InService", "Protected")


def on_lifecycle_state_changed(event: LifecycleStateChanged, work: Work[State, Settings]) -> None:
    """Instances begin to serve, or do not any more."""
    if event.lifecycle_state not in SERVING:
        _rest(event.scaling_group_id, event.instance_ids, work)
        return
    serve = instances_serve(
        scaling_group_id=event.scaling_group_id,
        instance_ids=event.instance_ids,
        at=work.now.timestamp(),
    )
    work.record(serve)
    _data_came(event.scaling_group_id, work)


def on_serving_instances_reported(event: ServingInstancesReported, work: Work[State, Settings]) -> None:
    """What is heard of the group from now on goes on from here."""
    group_id = event.scaling_group_id
    at = work.now.timestamp()
    work.record(GroupKnown(scaling_group_id=group_id, instance_ids=event.instance_ids, at=at))
    work.wake(known_key(group_id))
    if event.instance_ids:
        _data_came(group_id, work)


def on_scaling_instance_removed(event: ScalingInstanceRemoved, work: Work[State, Settings]) -> None:
    """An instance may leave its group while it serves."""
    _rest(event.scaling_group_id, [event.instance_id], work)


def on_scaling_group_deleted(event: ScalingGroupDeleted, work: Work[State, Settings]) -> None:
    """Its loads go with it."""
    work.record(GroupForgotten(scaling_group_id=event.scaling_group_id))


def _rest(group_id: str, instance_ids: Sequence[str], work: Work[State, Settings]) -> None:
    serving = work.state.groups[group_id].serving
    ids = [i for i in instance_ids if i in serving]
    at = work.now.timestamp()
    work.record(instances_rest(scaling_group_id=group_id, instance_ids=ids, at=at))


def _data_came(group_id: str, work: Work[State, Settings]) -> None:
    loads = work.state.groups[group_id].loads
    watching.data_came((group_key(group_id, name) for name in loads), work)


def _begins_or_ends(event: LifecycleStateChanged, state: State) -> bool:
    group = state.groups.get(event.scaling_group_id)
    return group is not None and (
        event.lifecycle_state in SERVING or not group.serving.keys().isdisjoint(event.instance_ids)
    )


def _served(event: ScalingInstanceRemoved, state: State) -> bool:
    group = state.groups.get(event.scaling_group_id)
    return group is not None and event.instance_id in group.serving


def _is_known(event: ScalingGroupDeleted | ServingInstancesReported, state: State) -> bool:
    return event.scaling_group_id in state.groups


HEEDS: dict[type[Event], Callable[[Any, State], bool]] = {
    LifecycleStateChanged: _begins_or_ends,
    ScalingInstanceRemoved: _served,
    ScalingGroupDeleted: _is_known,
    ServingInstancesReported: _is_known,
}
