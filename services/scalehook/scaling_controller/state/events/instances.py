"""What events do to instances."""

from scalehook.scaling_controller.state.instances import SETTLED, Instance
from scalehook.scaling_controller.state.known_instances import KnownInstance
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.instance_states import InstancesEntrusted
from scalehook_contracts.scaling_controller.instances import (
    InstanceHealthChanged,
    LifecycleStateChanged,
    ScalingInstanceAdded,
    ScalingInstanceRemoved,
    ScalingInstancesResumed,
    ScalingInstanceStarted,
    ScalingInstanceStopped,
)


def scaling_instance_added(event: ScalingInstanceAdded, state: State) -> None:
    """The group has one more instance."""
    instance = _made(event)
    state.known_instances.pop(event.instance_id, None)
    group = state.groups[instance.group_id]
    group.instances[instance.instance_id] = instance
    group.roster.join(instance)
    state.catalogue.add_instance(instance)
    activity = state.activities[event.scaling_activity_id]
    activity.come(event.instance_id)
    refresh = group.refreshes.get(activity.refresh_task_id)
    if refresh is not None:
        refresh.made_ids[event.instance_id] = None
    if event.creation_type == "AutoCreated":
        activity.created_ids.append(event.instance_id)
    else:
        activity.booting.discard(event.instance_id)  # it runs


def scaling_instance_started(event: ScalingInstanceStarted, state: State) -> None:
    """The activity waits for one instance less."""
    state.activities[event.scaling_activity_id].run(event.instance_id)


def lifecycle_state_changed(event: LifecycleStateChanged, state: State) -> None:
    """The instances have moved on. Those that are to go may come back to where they were."""
    group, ids = state.groups[event.scaling_group_id], event.instance_ids
    entered = event.lifecycle_state
    if entered == "Removing":
        for instance_id in ids:
            instance = group.instances[instance_id]
            if instance.lifecycle_state in SETTLED:
                instance.former = instance.lifecycle_state
    state.catalogue.move_instances(ids, group, entered)


def scaling_instance_stopped(event: ScalingInstanceStopped, state: State) -> None:
    """The group keeps it for later; the activity is done with it."""
    group = state.groups[event.scaling_group_id]
    instance = group.instances[event.instance_id]
    group.warmups.remove(instance)
    instance.in_service_at, instance.warmup = None, 0
    state.catalogue.move_instances([event.instance_id], group, "Stopped")
    group.instances[event.instance_id].status = "Stopped"
    group.roster.judge(group.instances[event.instance_id])
    activity = state.activities[event.scaling_activity_id]
    activity.stopped_ids.append(event.instance_id)
    activity.lose(event.instance_id)


def scaling_instances_resumed(event: ScalingInstancesResumed, state: State) -> None:
    """An activity has them started again."""
    group = state.groups[event.scaling_group_id]
    state.catalogue.move_instances(event.instance_ids, group, "Pending")
    activity = state.activities[event.scaling_activity_id]
    for instance_id in event.instance_ids:
        instance = group.instances[instance_id]
        state.catalogue.take_up(instance, activity.activity_id)
        instance.status = "Running"
        group.roster.judge(instance)
        activity.resumed_ids.append(instance_id)
        activity.come(instance_id)


def scaling_instance_removed(event: ScalingInstanceRemoved, state: State) -> None:
    """The group has one instance less; what is done with it is done without it."""
    group = state.groups[event.scaling_group_id]
    instance = group.instances.pop(event.instance_id)
    group.warmups.remove(instance)
    group.roster.leave(instance)
    state.catalogue.remove_instance(instance)
    for running in group.running.values():
        running.lose(event.instance_id)
    if group.refresh is not None:
        group.refresh.lose(event.instance_id)
    activity = state.activities.get(event.scaling_activity_id)
    if activity is not None:
        activity.removed_ids.append(event.instance_id)
        if not event.released:
            activity.left_ids.append(event.instance_id)
        activity.lose(event.instance_id)
    if not event.released:
        state.known_instances[instance.instance_id] = _outside(instance)


def instance_health_changed(event: InstanceHealthChanged, state: State) -> None:
    """It is healthy, or unhealthy, now."""
    group = state.groups[event.scaling_group_id]
    instance = group.instances[event.instance_id]
    state.catalogue.change_health(instance, event.health_status)
    group.roster.judge(instance)


def instances_entrusted(event: InstancesEntrusted, state: State) -> None:
    """The group may release them, or may not."""
    instances = state.groups[event.scaling_group_id].instances
    for instance_id in event.instance_ids:
        instances[instance_id].entrusted = event.entrusted


def _outside(instance: Instance) -> KnownInstance:
    return KnownInstance(
        instance_id=instance.instance_id,
        private_ip_address=instance.private_ip_address,
        zone_id=instance.zone_id,
        v_switch_id=instance.v_switch_id,
        instance_type=instance.instance_type,
        status=instance.status,
        charge_type=instance.charge_type,
        spot_strategy=instance.spot_strategy,
    )


def _made(event: ScalingInstanceAdded) -> Instance:
    return Instance(
        instance_id=event.instance_id,
        group_id=event.scaling_group_id,
        configuration_id=event.scaling_configuration_id,
        activity_id=event.scaling_activity_id,
        private_ip_address=event.private_ip_address,
        zone_id=event.zone_id,
        created_at=event.created_at,
        creation_type=event.creation_type,
        entrusted=event.entrusted,
        v_switch_id=event.v_switch_id,
        instance_type=event.instance_type,
        weight=event.load_balancer_weight,
        charge_type=event.charge_type,
        spot_strategy=event.spot_strategy,
        launch_template_id=event.launch_template_id,
        launch_template_version=event.launch_template_version,
    )
