"""Instances that are attached, detached and removed by hand."""

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import (
    attachment_limits,
    capacity,
    client_tokens,
    guests,
    hook_contexts,
    joining,
    members,
    removing,
    resource_checks,
)
from scalehook.scaling_controller.activities import ALL_HOOKS, NO_HOOKS, Change
from scalehook.scaling_controller.lookups import check_region, group_of, required
from scalehook.scaling_controller.members import Members
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.scaling_instances import UnsupportedRemovePolicy
from scalehook_contracts.scaling_controller.instance_changes import (
    AttachInstances,
    DetachInstances,
    IgnoredInstance,
    InstanceActivityStart,
    InstanceRemoval,
    RemoveInstances,
)


def attach_instances(
    command: AttachInstances, work: Work[State, Settings]
) -> InstanceActivityStart | Deferred:
    """Running instances of no group come, without hooks unless they are asked for."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return InstanceActivityStart(scaling_activity_id=earlier)
    group = group_of(command.scaling_group_id, work.state)
    required("InstanceIds", command.instance_ids)
    trigger = _by_caller("attach", command.instance_ids, work)
    capacity.check(group, "SCALE_OUT", trigger, work)
    wanted = guests.Invitation(
        instance_ids=command.instance_ids,
        weights=command.load_balancer_weights,
        entrusted=command.entrusted,
        hooks=command.lifecycle_hook,
        ignores_invalid=command.ignore_invalid_instance,
    )
    coming = guests.examine(wanted, group, work)
    if isinstance(coming, Deferred):
        return coming
    joining.check_room(group, coming)
    attachment_limits.check_addresses(group, len(coming.ids), work.state)
    later = resource_checks.await_balancers(group, work, joining=True)
    if later is not None:
        return later
    activity_id = joining.join(group, coming, trigger, work)
    client_tokens.remember(command, command.client_token, activity_id, work)
    return InstanceActivityStart(scaling_activity_id=activity_id)


def detach_instances(
    command: DetachInstances, work: Work[State, Settings]
) -> InstanceActivityStart | Deferred:
    """They leave and run on, without hooks unless they are asked for."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return InstanceActivityStart(scaling_activity_id=earlier)
    group, leaving, trigger = _leaving("detach", command, work)
    later = resource_checks.await_balancers(group, work, joining=False)
    if later is not None:
        return later
    hooks = ALL_HOOKS if command.lifecycle_hook else NO_HOOKS
    change = Change("detach", leaving.named, leaving.ids, hooks=hooks)
    fewer = command.decrease_desired_capacity
    activity_id = removing.take_out(group, leaving, change, trigger, work, expects_fewer=fewer)
    client_tokens.remember(command, command.client_token, activity_id, work)
    return InstanceActivityStart(scaling_activity_id=activity_id)


def remove_instances(
    command: RemoveInstances, work: Work[State, Settings]
) -> InstanceRemoval | Deferred:
    """They leave and are released, or kept stopped; hooks hold them only if a setting says so."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return InstanceRemoval.model_validate_json(earlier)
    group, leaving, trigger = _leaving("remove", command, work)
    context = hook_contexts.checked(command.lifecycle_hook_context, group)
    later = resource_checks.await_balancers(group, work, joining=False)
    if later is not None:
        return later
    change = Change(
        "remove",
        leaving.named,
        leaving.ids,
        hooks=context if work.settings.hooks_on_removal else NO_HOOKS,
        remove_policy=command.remove_policy or "release",
    )
    fewer = command.decrease_desired_capacity
    activity_id = removing.take_out(group, leaving, change, trigger, work, expects_fewer=fewer)
    answer = InstanceRemoval(scaling_activity_id=activity_id, ignored_instances=_ignored(leaving))
    client_tokens.remember(command, command.client_token, answer.as_json().decode(), work)
    return answer


def _leaving(
    verb: str, command: DetachInstances | RemoveInstances, work: Work[State, Settings]
) -> tuple[Group, Members, Trigger]:
    group = group_of(command.scaling_group_id, work.state)
    required("InstanceIds", command.instance_ids)
    if isinstance(command, RemoveInstances):
        _check_policy(command, group)
    trigger = _by_caller(verb, command.instance_ids, work)
    capacity.check(group, "SCALE_IN", trigger, work)
    leaving = members.examine(
        command.instance_ids, group, ignores_invalid=command.ignore_invalid_instance
    )
    removing.check_rest(group, leaving, expects_fewer=command.decrease_desired_capacity)
    return group, leaving, trigger


def _check_policy(command: RemoveInstances, group: Group) -> None:
    """Containers cannot be stopped and kept. In other groups that keep none, they are released."""
    if command.remove_policy == "recycle" and group.request.group_type == "ECI":
        raise UnsupportedRemovePolicy()


def _by_caller(verb: str, instance_ids: list[str], work: Work[State, Settings]) -> Trigger:
    names = ", ".join(dict.fromkeys(instance_ids))
    return Trigger.of_caller(work, f'A user requests to {verb} instance "{names}"')


def _ignored(leaving: Members) -> list[IgnoredInstance]:
    return [
        IgnoredInstance(instance_id=instance_id, code=problem.code, message=problem.message)
        for instance_id, problem in leaving.refused.items()
    ]
