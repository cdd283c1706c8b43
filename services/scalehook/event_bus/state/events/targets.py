"""What happens to targets."""

from scalehook.event_bus.state.root import State
from scalehook_contracts.event_bus.targets import TargetsDeleted, TargetsPut


def targets_put(event: TargetsPut, state: State) -> None:
    """New ones, and others in the place of earlier ones."""
    rule = state.buses[event.event_bus_name].rules[event.rule_name]
    rule.give(event.targets, event.caller, event.session_policy)


def targets_deleted(event: TargetsDeleted, state: State) -> None:
    """So many less."""
    rule = state.buses[event.event_bus_name].rules[event.rule_name]
    for target_id in event.target_ids:
        rule.take_back(target_id)
        state.let_go((rule.bus_name, rule.name, target_id))
