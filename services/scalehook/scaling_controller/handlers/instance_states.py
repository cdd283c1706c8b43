"""Standby, protection, health and ownership of instances, as somebody says."""

from scalehook.kit import Work
from scalehook.scaling_controller import activities, aftermath, client_tokens, members, replacing
from scalehook.scaling_controller.activities import NO_HOOKS, Change
from scalehook.scaling_controller.lookups import changeable, check_region, group_of, required
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import MissingParameter
from scalehook_contracts.errors.scaling import IncorrectScalingGroupStatus
from scalehook_contracts.errors.scaling_instances import (
    IncorrectInstanceStatus,
    InvalidInstanceIdOfNoGroup,
)
from scalehook_contracts.scaling_controller.instance_states import (
    EnterStandby,
    ExitStandby,
    InstancesEntrusted,
    ModifyInstanceAttribute,
    SetInstanceHealth,
    SetInstancesProtection,
    StandbyStart,
)
from scalehook_contracts.scaling_controller.instances import LifecycleState, LifecycleStateChanged


def enter_standby(command: EnterStandby, work: Work[State, Settings]) -> StandbyStart:
    """They serve no more when their weight in all back ends is 0."""
    check_region(command.region_id, work)
    return _standby(command, ("InService", "Protected"), work)


def exit_standby(command: ExitStandby, work: Work[State, Settings]) -> StandbyStart:
    """They serve again when they have their weight back."""
    check_region(command.region_id, work)
    return _standby(command, ("Standby",), work)


def set_instances_protection(command: SetInstancesProtection, work: Work[State, Settings]) -> Done:
    """Protected instances serve, and nothing automatic takes them."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    required("InstanceIds", command.instance_ids)
    if not group.active:
        raise IncorrectScalingGroupStatus()
    named = members.examine(command.instance_ids, group, ("InService", "Protected"))
    wanted: LifecycleState = "Protected" if command.protected_from_scale_in else "InService"
    changing = [i.instance_id for i in named.chosen if i.lifecycle_state != wanted]
    if changing:
        work.record(
            LifecycleStateChanged(
                scaling_group_id=group.group_id,
                scaling_activity_id="",
                lifecycle_state=wanted,
                instance_ids=changing,
            )
        )
        aftermath.go_on(group, work)
    return Done()


def set_instance_health(command: SetInstanceHealth, work: Work[State, Settings]) -> Done:
    """An unhealthy instance is replaced as soon as its group may."""
    check_region(command.region_id, work)
    instance = work.state.catalogue.instances.things.get(command.instance_id)
    if instance is None:
        raise InvalidInstanceIdOfNoGroup(name=command.instance_id)
    changeable(work.state.groups[instance.group_id])
    replacing.set_health(instance, command.health_status, work)
    aftermath.go_on(work.state.groups[instance.group_id], work)
    return Done()


def modify_instance_attribute(command: ModifyInstanceAttribute, work: Work[State, Settings]) -> Done:
    """Those that were put in by hand are the group's to release, or are not."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    ids = [*command.instance_ids, *filter(None, [command.instance_id])]
    required("InstanceIds", ids)
    if command.entrusted is None:
        raise MissingParameter(name="Entrusted")
    named = members.examine(ids, group)
    for instance in named.chosen:
        if instance.creation_type == "AutoCreated":
            raise IncorrectInstanceStatus(name=instance.instance_id)
    changing = [i.instance_id for i in named.chosen if i.entrusted != command.entrusted]
    if changing:
        work.record(
            InstancesEntrusted(
                scaling_group_id=group.group_id, instance_ids=changing, entrusted=command.entrusted
            )
        )
    return Done()


def _standby(
    command: EnterStandby | ExitStandby,
    allowed: tuple[LifecycleState, ...],
    work: Work[State, Settings],
) -> StandbyStart:
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is None:
        group = changeable(group_of(command.scaling_group_id, work.state))
        required("InstanceIds", command.instance_ids)
        ids = members.examine(command.instance_ids, group, allowed).ids
        earlier = _begin(command, ids, group, work)
        client_tokens.remember(command, command.client_token, earlier, work)
    return StandbyStart(scaling_activity_id=earlier if command.asynchronous else None)


def _begin(
    command: EnterStandby | ExitStandby, ids: list[str], group: Group, work: Work[State, Settings]
) -> str:
    entering = isinstance(command, EnterStandby)
    verb = "put instances on standby" if entering else "take instances from standby"
    trigger = Trigger.of_caller(work, f'A user requests to {verb}: "{", ".join(ids)}"')
    change = Change("enter-standby" if entering else "exit-standby", len(ids), ids, hooks=NO_HOOKS)
    return activities.begin(group, change, f"{trigger.reason}.", trigger, work)
