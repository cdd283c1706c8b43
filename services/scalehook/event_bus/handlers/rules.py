"""Rules."""

from scalehook.event_bus import delivering, minding
from scalehook.event_bus.givers import giver
from scalehook.event_bus.lookups import check_free, find_bus, find_rule, names_page
from scalehook.event_bus.reading import read_first_targets, read_pattern
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.event_bus.views import rule_arn, rule_view
from scalehook.kit import Work
from scalehook_contracts.errors.eventbridge import EventRuleAlreadyExisted
from scalehook_contracts.event_bus.base import Answer, Told
from scalehook_contracts.event_bus.rules import (
    CreateRule,
    DeleteRule,
    DisableRule,
    EnableRule,
    GetRule,
    ListRules,
    RuleAnswer,
    RuleCreated,
    RuleCreation,
    RuleDeleted,
    RuleList,
    RuleName,
    RulePage,
    RuleStatus,
    RuleUpdated,
    UpdateRule,
)


def create_rule(command: CreateRule, work: Work[State, Settings]) -> RuleCreation:
    """Names are taken once in a bus."""
    bus = find_bus(command.event_bus_name, work.state)
    check_free(command.rule_name, "RuleName")
    if command.rule_name in bus.rules:
        raise EventRuleAlreadyExisted()
    read_pattern(command.filter_pattern)
    work.record(
        RuleCreated(
            event_bus_name=bus.name,
            rule_name=command.rule_name,
            filter_pattern=command.filter_pattern,
            description=command.description,
            status=command.status,
            targets=read_first_targets(command.event_targets, "EventTargets"),
            at=work.now.timestamp(),
            caller=giver(work),
            session_policy=command.session_policy,
        )
    )
    minding.tell(work)
    arn = rule_arn(bus.name, command.rule_name, work.settings)
    return RuleCreation(data=RuleName(rule_arn=arn))


def get_rule(command: GetRule, work: Work[State, Settings]) -> RuleAnswer:
    """As it is."""
    rule = find_rule(command.event_bus_name, command.rule_name, work.state)
    return RuleAnswer(data=rule_view(rule, work.settings))


def list_rules(command: ListRules, work: Work[State, Settings]) -> RuleList:
    """One page, by name."""
    bus = find_bus(command.event_bus_name, work.state)
    page = names_page(bus.rule_names, command.rule_name_prefix, command.next_token, command.limit)
    views = [rule_view(bus.rules[name], work.settings) for name in page.found]
    return RuleList(data=RulePage(rules=views, next_token=page.next_token, total=page.total))


def update_rule(command: UpdateRule, work: Work[State, Settings]) -> Told:
    """What is not given stays."""
    rule = find_rule(command.event_bus_name, command.rule_name, work.state)
    if command.filter_pattern:
        read_pattern(command.filter_pattern)
    description = rule.description if command.description is None else command.description
    work.record(
        RuleUpdated(
            event_bus_name=rule.bus_name,
            rule_name=rule.name,
            filter_pattern=command.filter_pattern or rule.filter_pattern,
            description=description,
            status=command.status or rule.status,
        )
    )
    minding.tell(work)
    return Told()


def delete_rule(command: DeleteRule, work: Work[State, Settings]) -> Answer:
    """With its targets."""
    rule = find_rule(command.event_bus_name, command.rule_name, work.state)
    work.record(RuleDeleted(event_bus_name=rule.bus_name, rule_name=rule.name))
    delivering.drop_held(rule.lines(), work)
    minding.tell(work)
    return Answer()


def enable_rule(command: EnableRule, work: Work[State, Settings]) -> Answer:
    """It passes events on."""
    return _switch(command, "ENABLE", work)


def disable_rule(command: DisableRule, work: Work[State, Settings]) -> Answer:
    """It passes none on."""
    return _switch(command, "DISABLE", work)


def _switch(
    command: EnableRule | DisableRule, status: RuleStatus, work: Work[State, Settings]
) -> Answer:
    rule = find_rule(command.event_bus_name, command.rule_name, work.state)
    work.record(
        RuleUpdated(
            event_bus_name=rule.bus_name,
            rule_name=rule.name,
            filter_pattern=rule.filter_pattern,
            description=rule.description,
            status=status,
        )
    )
    minding.tell(work)
    return Answer()
