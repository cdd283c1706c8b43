"""What events do to groups, configurations and rules."""

from scalehook.scaling_controller.state.group import Configuration, Group, Rule
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller import (
    ScalingConfigurationCreated,
    ScalingGroupCreated,
    ScalingGroupDisabled,
    ScalingGroupEnabled,
    ScalingRuleCreated,
)


def scaling_group_created(event: ScalingGroupCreated, state: State) -> None:
    """A group is there, inactive."""
    state.groups[event.scaling_group_id] = Group(
        event.scaling_group_id,
        event.scaling_group_name,
        event.created_at,
        event.created_at,
        event.request,
    )


def scaling_group_enabled(event: ScalingGroupEnabled, state: State) -> None:
    """The group is active, with this configuration."""
    group = state.groups[event.scaling_group_id]
    group.active = True
    group.active_configuration_id = event.active_scaling_configuration_id
    group.modified_at = event.at


def scaling_group_disabled(event: ScalingGroupDisabled, state: State) -> None:
    """The group is inactive."""
    group = state.groups[event.scaling_group_id]
    group.active = False
    group.modified_at = event.at


def scaling_configuration_created(event: ScalingConfigurationCreated, state: State) -> None:
    """The group has one more configuration."""
    group_id, made = event.request.scaling_group_id, event.scaling_configuration_id
    state.places[made] = group_id
    state.groups[group_id].configurations[made] = Configuration(
        made, event.scaling_configuration_name, event.created_at, event.request
    )


def scaling_rule_created(event: ScalingRuleCreated, state: State) -> None:
    """The group has one more rule."""
    group_id, made = event.request.scaling_group_id, event.scaling_rule_id
    state.places[made] = group_id
    state.groups[group_id].rules[made] = Rule(made, event.scaling_rule_name, event.request)
