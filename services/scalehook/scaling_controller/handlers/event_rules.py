"""Learns whether rules of the default bus listen: nobody else hears of activities unasked."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.event_rules import BusRuleForgotten, BusRuleNoted
from scalehook.scaling_controller.state.receivers import DEFAULT_BUS
from scalehook_contracts.event_bus.rules import RuleCreated, RuleDeleted, RuleUpdated


def on_rule_created(event: RuleCreated, work: Work[State, Settings]) -> None:
    """A rule is there, and may be off."""
    _note(event, work)


def on_rule_updated(event: RuleUpdated, work: Work[State, Settings]) -> None:
    """It may be on now, or off."""
    _note(event, work)


def on_rule_deleted(event: RuleDeleted, work: Work[State, Settings]) -> None:
    """It listens no more."""
    if event.rule_name in work.state.receivers.bus_rules:
        work.record(BusRuleForgotten(name=event.rule_name))


def _note(event: RuleCreated | RuleUpdated, work: Work[State, Settings]) -> None:
    is_known = event.rule_name in work.state.receivers.bus_rules
    if event.status == "ENABLE" and not is_known:
        work.record(BusRuleNoted(name=event.rule_name))
    elif event.status == "DISABLE" and is_known:
        work.record(BusRuleForgotten(name=event.rule_name))


def _is_of_the_default_bus(event: RuleCreated | RuleUpdated | RuleDeleted, state: State) -> bool:
    return event.event_bus_name == DEFAULT_BUS


HEEDS = dict.fromkeys((RuleCreated, RuleUpdated, RuleDeleted), _is_of_the_default_bus)
