"""What happens to rules."""

from scalehook.scaling_controller.state.root import State
from scalehook.scaling_controller.state.rules import Rule
from scalehook_contracts.scaling_controller.rules import ScalingRuleCreated


def scaling_rule_created(event: ScalingRuleCreated, state: State) -> None:
    """The group has one more rule."""
    group_id, made = event.request.scaling_group_id, event.scaling_rule_id
    state.places[made] = group_id
    state.groups[group_id].rules[made] = Rule(made, event.scaling_rule_name, event.request)
