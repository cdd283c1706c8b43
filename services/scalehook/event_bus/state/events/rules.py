"""What happens to rules."""

from scalehook.event_bus.state.root import State
from scalehook.event_bus.state.rules import Rule
from scalehook_contracts.event_bus.rules import RuleCreated, RuleDeleted, RuleUpdated


def rule_created(event: RuleCreated, state: State) -> None:
    """One more."""
    rule = Rule(
        event.rule_name,
        event.event_bus_name,
        event.filter_pattern,
        event.description,
        event.status,
        event.at,
    )
    rule.give(event.targets, event.caller, event.session_policy)
    state.buses[event.event_bus_name].add(rule)


def rule_updated(event: RuleUpdated, state: State) -> None:
    """It reads so now."""
    bus = state.buses[event.event_bus_name]
    rule = bus.rules[event.rule_name]
    rule.description, rule.status = event.description, event.status
    if event.filter_pattern != rule.filter_pattern:
        bus.reread(rule, event.filter_pattern)
    bus.mind(rule)


def rule_deleted(event: RuleDeleted, state: State) -> None:
    """One less."""
    bus = state.buses[event.event_bus_name]
    for line in bus.rules[event.rule_name].lines():
        state.let_go(line)
    bus.remove(event.rule_name)
