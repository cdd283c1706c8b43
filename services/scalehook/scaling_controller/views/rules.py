"""A scaling rule, as it is described."""

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import rule_ari
from scalehook.scaling_controller.rule_kinds import setting
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Rule, State
from scalehook_contracts.scaling_controller.rule_settings import RuleSettings
from scalehook_contracts.scaling_controller.rule_views import RuleAlarmView, ScalingRuleView

AS_ASKED = ScalingRuleView.model_fields.keys() & RuleSettings.model_fields.keys()


def rule_view(
    rule: Rule, work: Work[State, Settings], alarms: list[RuleAlarmView] | None = None
) -> ScalingRuleView:
    """A rule, with defaults in the place of what was not asked for."""
    request, limits = rule.request, work.state.groups[rule.group_id].request
    return ScalingRuleView(
        **{name: setting(request, request.scaling_rule_type, name) for name in AS_ASKED},
        scaling_rule_id=rule.rule_id,
        scaling_rule_ari=rule_ari(rule.rule_id, work),
        scaling_rule_name=rule.name,
        scaling_group_id=rule.group_id,
        scaling_rule_type=request.scaling_rule_type,
        min_size=limits.min_size,
        max_size=limits.max_size,
        alarms=alarms or [],
    )
