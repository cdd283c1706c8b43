"""A scaling rule, as it is described."""

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import rule_ari
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Rule, State
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ScalingRuleView

AS_ASKED = ScalingRuleView.model_fields.keys() & (
    CreateScalingRule.model_fields.keys() - {"scaling_rule_name"}
)


def rule_view(rule: Rule, work: Work[State, Settings]) -> ScalingRuleView:
    """A rule."""
    return ScalingRuleView(
        **{name: getattr(rule.request, name) for name in AS_ASKED},
        scaling_rule_id=rule.rule_id,
        scaling_rule_ari=rule_ari(rule.rule_id, work),
        scaling_rule_name=rule.name,
    )
