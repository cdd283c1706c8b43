"""Scaling rules, and executing them."""

from scalehook.kit import Work
from scalehook.kit.shelves import Found
from scalehook.scaling_controller import client_tokens, executing, sizing
from scalehook.scaling_controller.lookups import check_region, group_of, rule_ari, rule_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Rule, State
from scalehook.scaling_controller.state.catalogue import name_marks
from scalehook.scaling_controller.triggers import Trigger
from scalehook.scaling_controller.views.rules import rule_view
from scalehook_contracts.errors.scaling import (
    InvalidMinAdjustmentMagnitudeMismatchAdjustmentType,
    InvalidScalingRuleNameDuplicate,
)
from scalehook_contracts.scaling_controller.rules import (
    CreateScalingRule,
    DescribeScalingRules,
    ExecuteScalingRule,
    ScalingActivityStart,
    ScalingRuleCreated,
    ScalingRuleCreation,
    ScalingRulePage,
)

SIMPLE = "SimpleScalingRule"  # there are no others


def create_scaling_rule(command: CreateScalingRule, work: Work[State, Settings]) -> ScalingRuleCreation:
    """A simple rule."""
    group = group_of(command.scaling_group_id, work.state)
    sizing.check_adjustment(command.adjustment_type, command.adjustment_value)
    is_percent = command.adjustment_type == "PercentChangeInCapacity"
    if command.min_adjustment_magnitude is not None and not is_percent:
        raise InvalidMinAdjustmentMagnitudeMismatchAdjustmentType()
    name = command.scaling_rule_name
    if name and work.state.catalogue.rules.find([("name", group.group_id, name)]):
        raise InvalidScalingRuleNameDuplicate()
    made = work.new_id("asr-")
    work.record(
        ScalingRuleCreated(scaling_rule_id=made, scaling_rule_name=name or made, request=command)
    )
    return ScalingRuleCreation(scaling_rule_id=made, scaling_rule_ari=rule_ari(made, work))


def execute_scaling_rule(
    command: ExecuteScalingRule, work: Work[State, Settings]
) -> ScalingActivityStart:
    """Begin the activity that the rule asks for."""
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ScalingActivityStart(scaling_activity_id=earlier)
    _, rule = rule_of(command.scaling_rule_ari, work)
    reason = f'A user requests to execute scaling rule "{rule.rule_id}"'
    activity_id = executing.execute(
        rule,
        Trigger.of_caller(work, reason),
        work,
        breach_threshold=command.breach_threshold,
        metric_value=command.metric_value,
    )
    client_tokens.remember(command, command.client_token, activity_id, work)
    return ScalingActivityStart(scaling_activity_id=activity_id)


def describe_scaling_rules(
    command: DescribeScalingRules, work: Work[State, Settings]
) -> ScalingRulePage:
    """The rules that are asked for, or all."""
    check_region(command.region_id, work)
    found = _found(command, work)
    chosen = found.page(command.page_number, command.page_size)
    return ScalingRulePage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        scaling_rules=[rule_view(rule, work) for rule in chosen],
    )


def _found(command: DescribeScalingRules, work: Work[State, Settings]) -> Found[Rule]:
    if command.scaling_rule_type not in ("", SIMPLE):
        return Found()
    rules = work.state.catalogue.rules
    ids, start = command.scaling_rule_ids, rule_ari("", work)
    if command.scaling_rule_aris:
        named = [ari.removeprefix(start) for ari in command.scaling_rule_aris if ari.startswith(start)]
        ids = [rule_id for rule_id in named if not ids or rule_id in ids]
    asked = ids or command.scaling_rule_aris
    choices = name_marks(command.scaling_group_id, command.scaling_rule_names)
    return rules.find(*choices, keys=ids if asked else None)
