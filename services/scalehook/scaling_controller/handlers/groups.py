"""Scaling groups, created."""

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import (
    attaching,
    blueprints,
    client_tokens,
    group_checks,
    group_making,
    hook_making,
    launch_templates,
    receivers,
)
from scalehook.scaling_controller.lookups import check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, ScalingGroupCreation


def create_scaling_group(
    command: CreateScalingGroup, work: Work[State, Settings]
) -> ScalingGroupCreation | Deferred:
    """A group, inactive, with the hooks that are given along."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ScalingGroupCreation(scaling_group_id=earlier)
    group_checks.check_new(command, work)
    hook_making.check_all(command.lifecycle_hooks, work)
    notices = [
        receivers.read(hook.notification_arn, hook.notification_metadata, work)
        for hook in command.lifecycle_hooks
    ]
    later = (
        receivers.await_all(notices, work)
        or attaching.await_new(command, work)
        or blueprints.await_one(command.instance_id, work)
        or launch_templates.await_source(command, work)
    )
    if later is not None:
        return later
    group_id = group_making.make(command, notices, work)
    client_tokens.remember(command, command.client_token, group_id, work)
    return ScalingGroupCreation(scaling_group_id=group_id)
