"""What happens to rules of the default bus."""

from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note


class BusRuleNoted(Note):
    """A rule of the default bus is on."""

    name: str


class BusRuleForgotten(Note):
    """It is off, or gone."""

    name: str


def bus_rule_noted(event: BusRuleNoted, state: State) -> None:
    """The bus is told of all activities."""
    state.receivers.bus_rules.add(event.name)


def bus_rule_forgotten(event: BusRuleForgotten, state: State) -> None:
    """One listener less."""
    state.receivers.bus_rules.discard(event.name)
