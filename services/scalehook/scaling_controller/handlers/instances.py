"""Instances: what the fleet says of them, and how they are described."""

from scalehook.kit import Work
from scalehook.kit.shelves import Found
from scalehook.scaling_controller import proceeding
from scalehook.scaling_controller.lookups import check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Instance, State
from scalehook.scaling_controller.state.catalogue import state_marks
from scalehook.scaling_controller.views.instances import instance_view
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased, InstanceRunning
from scalehook_contracts.scaling_controller.instances import (
    DescribeScalingInstances,
    ScalingInstanceAdded,
    ScalingInstancePage,
    ScalingInstanceRemoved,
    ScalingInstanceStarted,
)


def on_instance_created(event: InstanceCreated, work: Work[State, Settings]) -> None:
    """A launched instance joins its group."""
    activity = _in_progress(event.scaling_activity_id, work.state)
    if activity is None or event.instance_id in work.state.catalogue.instances.things:
        return
    group = work.state.groups[activity.group_id]
    work.record(
        ScalingInstanceAdded(
            scaling_group_id=group.group_id,
            scaling_activity_id=activity.activity_id,
            scaling_configuration_id=group.active_configuration_id,
            instance_id=event.instance_id,
            private_ip_address=event.private_ip_address,
            zone_id=event.zone_id,
            created_at=event.created_at,
        )
    )
    proceeding.proceed(activity, work)


def on_instance_running(event: InstanceRunning, work: Work[State, Settings]) -> None:
    """A launched instance has booted; with the last one its activity goes on."""
    activity = _in_progress(event.scaling_activity_id, work.state)
    if activity is None or event.instance_id in activity.started:
        return
    work.record(
        ScalingInstanceStarted(scaling_activity_id=activity.activity_id, instance_id=event.instance_id)
    )
    proceeding.proceed(activity, work)


def on_instance_released(event: InstanceReleased, work: Work[State, Settings]) -> None:
    """The instance leaves its group; with the last one its activity ends."""
    instance = work.state.catalogue.instances.things.get(event.instance_id)
    if instance is None:
        return
    group = work.state.groups[instance.group_id]
    activity = work.state.activities.get(group.activity_id)
    work.record(
        ScalingInstanceRemoved(
            scaling_group_id=group.group_id,
            scaling_activity_id=group.activity_id,
            instance_id=event.instance_id,
        )
    )
    if activity is not None:
        proceeding.note_release(activity, work)


def describe_scaling_instances(
    command: DescribeScalingInstances, work: Work[State, Settings]
) -> ScalingInstancePage:
    """The instances that are asked for, or all."""
    check_region(command.region_id, work)
    if command.lifecycle_state and command.lifecycle_states:
        raise InvalidParameterConflict(one="LifecycleState", other="LifecycleStates")
    found = _found(command, work.state)
    chosen = found.page(command.page_number, command.page_size)
    return ScalingInstancePage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        scaling_instances=[
            instance_view(instance, work.state.groups[instance.group_id]) for instance in chosen
        ],
    )


def _in_progress(activity_id: str, state: State) -> Activity | None:
    activity = state.activities.get(activity_id)
    return activity if activity is not None and activity.in_progress else None


def _found(command: DescribeScalingInstances, state: State) -> Found[Instance]:
    if not _may_fit(command):
        return Found()
    states = filter(None, [*command.lifecycle_states, command.lifecycle_state])
    choices = state_marks(command.scaling_group_id, states)
    if command.scaling_activity_id:
        choices.append([("activity", command.scaling_activity_id)])
    if command.scaling_configuration_id:
        choices.append([("configuration", command.scaling_configuration_id)])
    return state.catalogue.instances.find(*choices, keys=command.instance_ids or None)


def _may_fit(command: DescribeScalingInstances) -> bool:
    """All instances are healthy, and made by scaling."""
    creations = {*command.creation_types, *filter(None, [command.creation_type])}
    made_so = not creations or "AutoCreated" in creations
    return made_so and command.health_status in ("", "Healthy")
