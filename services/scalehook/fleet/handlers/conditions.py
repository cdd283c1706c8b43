"""What goes wrong in the fleet on purpose."""

from scalehook.fleet import stock
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.conditions import Conditions
from scalehook.fleet.state.register import ANY
from scalehook.kit import Work
from scalehook_contracts.fleet.conditions import (
    DescribeFleetConditions,
    FleetConditions,
    FleetConditionsChanged,
    SetFleetConditions,
    StockLevel,
    StockLimit,
)


def describe_fleet_conditions(
    command: DescribeFleetConditions, work: Work[State, Settings]
) -> FleetConditions:
    """How things stand."""
    return _described(work)


def set_fleet_conditions(command: SetFleetConditions, work: Work[State, Settings]) -> FleetConditions:
    """They are so from now on."""
    before = Conditions() if command.reset else work.state.conditions
    limits = before.limits | {_place(level): _limit(level, work) for level in command.stock}
    rate, seconds = command.failure_rate, command.slow_start_seconds
    work.record(
        FleetConditionsChanged(
            failure_rate=before.failure_rate if rate is None else rate,
            slow_start_seconds=before.slow_start_seconds if seconds is None else seconds,
            limits=[_as_limit(place, amount) for place, amount in limits.items()],
        )
    )
    return _described(work)


def _limit(level: StockLevel, work: Work[State, Settings]) -> int | None:
    """So many beside those that are there."""
    if level.amount is None:
        return None
    return level.amount + work.state.register.occupied[_place(level)]


def _place(level: StockLevel) -> str:
    return f"{level.instance_type}@{level.zone_id or ANY}"


def _as_limit(place: str, amount: int | None) -> StockLimit:
    kind, _, zone = place.partition("@")
    return StockLimit(instance_type=kind, zone_id="" if zone == ANY else zone, amount=amount)


def _described(work: Work[State, Settings]) -> FleetConditions:
    return FleetConditions(
        failure_rate=stock.failure_rate(work),
        start_up_seconds=stock.start_up_seconds(work),
        stock=[_left(place, limit, work) for place, limit in stock.limits(work).items()],
    )


def _left(place: str, limit: int | None, work: Work[State, Settings]) -> StockLevel:
    kind, _, zone = place.partition("@")
    left = None if limit is None else max(0, limit - work.state.register.occupied[place])
    return StockLevel(instance_type=kind, zone_id="" if zone == ANY else zone, amount=left)
