"""What happens to conditions."""

from scalehook.fleet.state.conditions import Conditions
from scalehook.fleet.state.register import ANY
from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.conditions import FleetConditionsChanged


def fleet_conditions_changed(event: FleetConditionsChanged, state: State) -> None:
    """They hold until they are changed again."""
    limits = {f"{limit.instance_type}@{limit.zone_id or ANY}": limit.amount for limit in event.limits}
    state.conditions = Conditions(event.failure_rate, event.slow_start_seconds, limits)
