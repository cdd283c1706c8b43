"""Instances: what the fleet says of them, and how they are described."""

from scalehook.kit import Work
from scalehook.kit.shelves import Found
from scalehook.scaling_controller import aftermath, blueprints, departing, proceeding
from scalehook.scaling_controller.lookups import check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Instance, State
from scalehook.scaling_controller.state.catalogue import state_marks
from scalehook.scaling_controller.state.events.activities import InstancesMissed
from scalehook.scaling_controller.views.instances import instance_view
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstancesNotCreated,
    InstanceStopped,
)
from scalehook_contracts.scaling_controller.instances import (
    DescribeScalingInstances,
    ScalingInstanceAdded,
    ScalingInstancePage,
    ScalingInstanceStarted,
    ScalingInstanceStopped,
)


def on_instance_created(event: InstanceCreated, work: Work[State, Settings]) -> None:
    """A launched instance joins its group; others are there to be copied."""
    blueprints.note(event, work)
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
            v_switch_id=event.v_switch_id,
            instance_type=event.instance_type,
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


def on_instances_not_created(event: InstancesNotCreated, work: Work[State, Settings]) -> None:
    """Some of the instances cannot be had; the activity goes on with the others."""
    activity = _in_progress(event.scaling_activity_id, work.state)
    if activity is None or event.amount > activity.lacking:  # heard before
        return
    work.record(
        InstancesMissed(
            scaling_activity_id=activity.activity_id,
            amount=event.amount,
            code=event.code,
            message=event.message,
        )
    )
    proceeding.proceed(activity, work)


def on_instance_stopped(event: InstanceStopped, work: Work[State, Settings]) -> None:
    """An instance that an activity has put aside is `Stopped`."""
    activity = _in_progress(event.scaling_activity_id, work.state)
    if activity is None or event.instance_id not in activity.staying:
        return
    work.record(
        ScalingInstanceStopped(
            scaling_group_id=activity.group_id,
            scaling_activity_id=activity.activity_id,
            instance_id=event.instance_id,
        )
    )
    proceeding.proceed(activity, work)


def on_instance_released(event: InstanceReleased, work: Work[State, Settings]) -> None:
    """The instance leaves its group; the activity that it was part of goes on without it."""
    blueprints.forget(event.instance_id, work)
    instance = work.state.catalogue.instances.things.get(event.instance_id)
    if instance is None:
        return
    group = work.state.groups[instance.group_id]
    running = group.running.values()
    activity = next((a for a in running if event.instance_id in a.staying), None)
    departing.remove(instance, activity.activity_id if activity else "", work)
    if activity is not None:
        proceeding.proceed(activity, work)
    else:
        aftermath.go_on(group, work)


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
