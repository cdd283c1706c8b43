"""Scaling rules."""

from typing import Any

from scalehook.kit import Work
from scalehook.kit.shelves import Found, Mark
from scalehook.scaling_controller import prediction_timers, rule_alarms, rule_checks
from scalehook.scaling_controller.lookups import changeable, check_region, group_of, rule_ari, rule_by_id
from scalehook.scaling_controller.rule_kinds import filled, is_given
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Rule, State
from scalehook.scaling_controller.state.catalogue import name_marks
from scalehook.scaling_controller.views.alarms import rule_alarm_view
from scalehook.scaling_controller.views.rules import rule_view
from scalehook_contracts.base import Done
from scalehook_contracts.scaling_controller.rule_settings import RuleSettings
from scalehook_contracts.scaling_controller.rule_views import RuleAlarmView
from scalehook_contracts.scaling_controller.rules import (
    CreateScalingRule,
    DeleteScalingRule,
    DescribeScalingRules,
    ModifyScalingRule,
    ScalingRuleCreated,
    ScalingRuleCreation,
    ScalingRuleDeleted,
    ScalingRuleModified,
    ScalingRulePage,
)


def create_scaling_rule(command: CreateScalingRule, work: Work[State, Settings]) -> ScalingRuleCreation:
    """A rule of any kind."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    rule_checks.check(command, work)
    name = command.scaling_rule_name
    if name:
        rule_checks.check_name(name, group, work)
    rule_checks.check_quota(group, work)
    made = work.new_id("asr-")
    work.record(
        ScalingRuleCreated(
            scaling_rule_id=made, scaling_rule_name=name or made, request=filled(command, group.request)
        )
    )
    rule_alarms.make(group.rules[made], work)
    prediction_timers.plan(group.rules[made], work)
    return ScalingRuleCreation(scaling_rule_id=made, scaling_rule_ari=rule_ari(made, work))


def modify_scaling_rule(command: ModifyScalingRule, work: Work[State, Settings]) -> Done:
    """The rule reads otherwise; what it has begun goes on."""
    check_region(command.region_id, work)
    rule = rule_by_id(command.scaling_rule_id, work.state)
    group = changeable(work.state.groups[rule.group_id])
    name = command.scaling_rule_name or rule.name
    changed = _changed(rule.request, command)
    rule_checks.check(changed, work, rule)
    rule_checks.check_name(name, group, work, rule)
    work.record(
        ScalingRuleModified(scaling_rule_id=rule.rule_id, scaling_rule_name=name, request=changed)
    )
    rule_alarms.change(rule, work)
    prediction_timers.plan(rule, work)
    return Done()


def delete_scaling_rule(command: DeleteScalingRule, work: Work[State, Settings]) -> Done:
    """The rule is gone, even while the group does what it asked for."""
    check_region(command.region_id, work)
    rule = rule_by_id(command.scaling_rule_id, work.state)
    rule_alarms.drop(rule, work)
    prediction_timers.stop(rule, work)
    work.record(ScalingRuleDeleted(scaling_rule_id=rule.rule_id, scaling_group_id=rule.group_id))
    return Done()


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
        scaling_rules=[
            rule_view(rule, work, _alarms(rule, work) if command.show_alarm_rules else None)
            for rule in chosen
        ],
    )


def _alarms(rule: Rule, work: Work[State, Settings]) -> list[RuleAlarmView]:
    return [rule_alarm_view(a, work.settings) for a in rule_alarms.alarms_of(rule, work.state)]


def _changed(request: CreateScalingRule, command: ModifyScalingRule) -> CreateScalingRule:
    """The rule as it is to be. A smallest change by per cent goes with the adjustment by per cent: it
    cannot be taken back in any other way.
    """
    given = {name: getattr(command, name) for name in RuleSettings.model_fields}
    changes: dict[str, Any] = {name: value for name, value in given.items() if is_given(value)}
    kind = changes.get("adjustment_type", request.adjustment_type)
    if kind != "PercentChangeInCapacity" and "min_adjustment_magnitude" not in changes:
        changes["min_adjustment_magnitude"] = None
    return request.model_copy(update=changes)


def _found(command: DescribeScalingRules, work: Work[State, Settings]) -> Found[Rule]:
    rules = work.state.catalogue.rules
    ids, start = command.scaling_rule_ids, rule_ari("", work)
    if command.scaling_rule_aris:
        named = [ari.removeprefix(start) for ari in command.scaling_rule_aris if ari.startswith(start)]
        ids = [rule_id for rule_id in named if not ids or rule_id in ids]
    asked = ids or command.scaling_rule_aris
    return rules.find(*_choices(command), keys=ids if asked else None)


def _choices(command: DescribeScalingRules) -> list[list[Mark]]:
    """Names are looked for before types, of which there may be many."""
    group, kind = command.scaling_group_id, command.scaling_rule_type
    if kind is None:
        return name_marks(group, command.scaling_rule_names)
    of_kind: list[list[Mark]] = [[("type", group, kind)]]
    named = name_marks(group, command.scaling_rule_names) if command.scaling_rule_names else []
    return of_kind + named
