"""Scaling rules, executed by hand."""

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import (
    attachment_limits,
    client_tokens,
    executing,
    resource_checks,
    rule_directions,
)
from scalehook.scaling_controller.lookups import check_region, rule_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.exact import maker
from scalehook_contracts.scaling_controller.rules import ExecuteScalingRule, ScalingActivityStart

activity_start = maker(ScalingActivityStart)


def execute_scaling_rule(
    command: ExecuteScalingRule, work: Work[State, Settings]
) -> ScalingActivityStart | Deferred:
    """Begin the activity that the rule asks for."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ScalingActivityStart(scaling_activity_id=earlier)
    group, rule = rule_of(command.scaling_rule_ari, work)
    grows = not rule_directions.shrinks(rule, group)
    later = resource_checks.await_balancers(group, work, joining=grows)
    if later is not None:
        return later
    if grows:
        attachment_limits.check_addresses(group, 1, work.state)
    activity_id = executing.execute(
        rule,
        Trigger.of_caller(work, f'A user requests to execute scaling rule "{rule.rule_id}"'),
        work,
        breach_threshold=command.breach_threshold,
        metric_value=command.metric_value,
    )
    client_tokens.remember(command, command.client_token, activity_id, work)
    return activity_start(scaling_activity_id=activity_id)
