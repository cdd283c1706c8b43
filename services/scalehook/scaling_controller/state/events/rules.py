"""What happens to rules."""

from scalehook.scaling_controller.state.root import State
from scalehook.scaling_controller.state.rules import Rule
from scalehook_contracts.scaling_controller.rules import ScalingRuleCreated


def scaling_rule_created(event: ScalingRuleCreated, state: State) -> None:
    """The group has one more rule."""
    made = Rule(event.scaling_rule_id, event.scaling_rule_name, event.request)
    state.groups[event.request.scaling_group_id].rules[made.rule_id] = made
    state.catalogue.add_rule(made)
