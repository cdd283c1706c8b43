"""Learns whether rules of the default bus listen, or triggers of OOS: nobody else hears of activities
unasked.
"""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.event_rules import BusRuleForgotten, BusRuleNoted
from scalehook.scaling_controller.state.receivers import DEFAULT_BUS
from scalehook_contracts.event_bus.rules import RuleCreated, RuleDeleted, RuleUpdated
from scalehook_contracts.template_engine.triggers import ListenersChanged

PRODUCT, TRIGGERS = "ess", "triggers of OOS"  # which no rule can be named


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


def on_listeners_changed(event: ListenersChanged, work: Work[State, Settings]) -> None:
    """Triggers that wait for events of Auto Scaling are as one rule more."""
    is_known = TRIGGERS in work.state.receivers.bus_rules
    if PRODUCT in event.products and not is_known:
        work.record(BusRuleNoted(name=TRIGGERS))
    elif PRODUCT not in event.products and is_known:
        work.record(BusRuleForgotten(name=TRIGGERS))


def _note(event: RuleCreated | RuleUpdated, work: Work[State, Settings]) -> None:
    is_known = event.rule_name in work.state.receivers.bus_rules
    if event.status == "ENABLE" and not is_known:
        work.record(BusRuleNoted(name=event.rule_name))
    elif event.status == "DISABLE" and is_known:
        work.record(BusRuleForgotten(name=event.rule_name))


def _is_of_the_default_bus(event: RuleCreated | RuleUpdated | RuleDeleted, state: State) -> bool:
    return event.event_bus_name == DEFAULT_BUS


HEEDS = dict.fromkeys((RuleCreated, RuleUpdated, RuleDeleted), _is_of_the_default_bus)
