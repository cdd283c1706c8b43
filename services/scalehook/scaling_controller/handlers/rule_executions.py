"""Scaling rules, executed by hand."""

from scalehook.kit import ROOT, Work
from scalehook.scaling_controller import activities, client_tokens, rule_sizes, sizing
from scalehook.scaling_controller.lookups import rule_of
from scalehook.scaling_controller.rule_sizes import Standing
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.scaling_controller.rules import ExecuteScalingRule, ScalingActivityStart


def execute_scaling_rule(
    command: ExecuteScalingRule, work: Work[State, Settings]
) -> ScalingActivityStart:
    """Begin the activity that the rule asks for."""
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ScalingActivityStart(scaling_activity_id=earlier)
    group, rule = rule_of(command.scaling_rule_ari, work)
    standing = Standing(len(group.instances), len(group.instances))
    wanted = rule_sizes.simple(rule.request, standing)
    total = sizing.cut(wanted, group.request.min_size, group.request.max_size)
    activities.check_may_scale(group, total)
    reason = f'A user requests to execute scaling rule "{rule.rule_id}"'
    source = work.settings.account_id if work.caller == ROOT else work.caller
    activity_id = activities.begin(group, total, reason, ("APIs", source), work)
    client_tokens.remember(command, command.client_token, activity_id, work)
    return ScalingActivityStart(scaling_activity_id=activity_id)
