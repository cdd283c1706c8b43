"""What happens to rules."""

from scalehook.scaling_controller.state.root import State
from scalehook.scaling_controller.state.rules import Rule
from scalehook_contracts.scaling_controller.rules import (
    ScalingRuleCreated,
    ScalingRuleDeleted,
    ScalingRuleModified,
)


def scaling_rule_created(event: ScalingRuleCreated, state: State) -> None:
    """The group has one more rule."""
    made = Rule(event.scaling_rule_id, event.scaling_rule_name, event.request)
    state.groups[made.group_id].rules[made.rule_id] = made
    state.catalogue.add_rule(made)


def scaling_rule_modified(event: ScalingRuleModified, state: State) -> None:
    """The rule reads otherwise from now on."""
    rule = state.groups[event.request.scaling_group_id].rules[event.scaling_rule_id]
    state.catalogue.change_rule(rule, event.scaling_rule_name, event.request)


def scaling_rule_deleted(event: ScalingRuleDeleted, state: State) -> None:
    """The group has one rule less."""
    gone = state.groups[event.scaling_group_id].rules.pop(event.scaling_rule_id)
    state.catalogue.remove_rule(gone)
