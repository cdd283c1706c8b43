"""Instances, as the fleet tells of them: those of groups, and those that could be attached to one."""

from scalehook.kit import Work
from scalehook.scaling_controller import aftermath, blueprints, departing, guests, proceeding, vanishing
from scalehook.scaling_controller.launching import settings_of, source_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, Instance, State
from scalehook.scaling_controller.state.events.activities import InstancesMissed
from scalehook.scaling_controller.state.events.known_instances import (
    InstanceForgotten,
    InstanceNoted,
    InstanceStatusNoted,
)
from scalehook.scaling_controller.state.known_instances import PowerStatus
from scalehook_contracts.exact import maker
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstancesNotCreated,
    InstanceStopped,
)
from scalehook_contracts.scaling_controller.instances import (
    ScalingInstanceAdded,
    ScalingInstanceStarted,
    ScalingInstanceStopped,
)

instance_added, instance_started = maker(ScalingInstanceAdded), maker(ScalingInstanceStarted)


def on_instance_created(event: InstanceCreated, work: Work[State, Settings]) -> None:
    """A launched instance joins its group; any other one could be attached to a group, or copied."""
    blueprints.note(event, work)
    if event.instance_id in work.state.catalogue.instances.things:
        return
    activity = _in_progress(event.scaling_activity_id, work.state)
    if activity is None:
        _note(event, work)
        return
    work.record(_added(event, activity, work.state.groups[activity.group_id]))
    proceeding.proceed(activity, work)


def on_instance_running(event: InstanceRunning, work: Work[State, Settings]) -> None:
    """A launched instance has booted; with the last one its activity goes on. Any other one may have
    been started by hand.
    """
    instance_id = event.instance_id
    for activity in _awaiting(event, work.state):
        started = instance_started(scaling_activity_id=activity.activity_id, instance_id=instance_id)
        work.record(started)
        proceeding.proceed(activity, work)
    instance = work.state.catalogue.instances.things.get(instance_id)
    if instance is not None:
        vanishing.recover(instance, work)
    else:
        _note_status(instance_id, "Running", work)
        work.wake(guests.key(instance_id))


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
    """An instance that an activity has put aside is `Stopped`; one that stops otherwise is unhealthy."""
    instance = work.state.catalogue.instances.things.get(event.instance_id)
    if instance is None:
        _note_status(event.instance_id, "Stopped", work)
        return
    activity = _in_progress(event.scaling_activity_id, work.state)
    if activity is None or event.instance_id not in activity.staying:
        vanishing.fail(instance, "Stopped", work)
        aftermath.go_on(work.state.groups[instance.group_id], work)
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
    """The activities that it was part of go on without it. One in service is replaced."""
    blueprints.forget(event.instance_id, work)
    if event.instance_id in work.state.known_instances:
        work.record(InstanceForgotten(instance_id=event.instance_id))
    instance = work.state.catalogue.instances.things.get(event.instance_id)
    if instance is None:
        return
    group, activities = work.state.groups[instance.group_id], _about(instance, work.state)
    if activities:
        vanishing.leave(instance, activities[0], work)
        for activity in activities:
            proceeding.proceed(activity, work)
        return
    if instance.lifecycle_state == "Stopped":
        departing.remove(instance, "", work)
    else:
        vanishing.fail(instance, "Released", work)
    aftermath.go_on(group, work)


def _note(event: InstanceCreated, work: Work[State, Settings]) -> None:
    if event.instance_id not in work.state.known_instances:
        work.record(
            InstanceNoted(
                instance_id=event.instance_id,
                private_ip_address=event.private_ip_address,
                zone_id=event.zone_id,
                v_switch_id=event.v_switch_id,
                instance_type=event.instance_type,
                charge_type=event.instance_charge_type,
                spot_strategy=event.spot_strategy,
            )
        )


def _note_status(instance_id: str, status: PowerStatus, work: Work[State, Settings]) -> None:
    known = work.state.known_instances.get(instance_id)
    if known is not None and known.status != status:
        work.record(InstanceStatusNoted(instance_id=instance_id, status=status))


def _in_progress(activity_id: str, state: State) -> Activity | None:
    activity = state.activities.get(activity_id)
    return activity if activity is not None and activity.in_progress else None


def _awaiting(event: InstanceRunning, state: State) -> list[Activity]:
    """The activity that had it started, which may not know of it yet; or those that wait for it."""
    activity = _in_progress(event.scaling_activity_id, state)
    if activity is not None:
        return [activity] if event.instance_id not in activity.started else []
    instance = state.catalogue.instances.things.get(event.instance_id)
    about = _about(instance, state) if instance is not None else []
    return [activity for activity in about if event.instance_id in activity.booting]


def _about(instance: Instance, state: State) -> list[Activity]:
    running = state.groups[instance.group_id].running.values()
    return [activity for activity in running if instance.instance_id in activity.staying]


def _added(event: InstanceCreated, activity: Activity, group: Group) -> ScalingInstanceAdded:
    configuration_id = source_of(activity, group)
    asked = settings_of(activity, group)
    template = {} if configuration_id else {
        "launch_template_id": asked.launch_template_id,
        "launch_template_version": asked.launch_template_version,
    }  # fmt: skip
    return instance_added(
        scaling_group_id=group.group_id,
        scaling_activity_id=activity.activity_id,
        scaling_configuration_id=configuration_id,
        instance_id=event.instance_id,
        private_ip_address=event.private_ip_address,
        zone_id=event.zone_id,
        created_at=event.created_at,
        v_switch_id=event.v_switch_id,
        instance_type=event.instance_type,
        charge_type=event.instance_charge_type,
        spot_strategy=event.spot_strategy,
        **template,
    )
