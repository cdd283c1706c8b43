"""How many instances a rule adds or removes."""

from decimal import ROUND_HALF_UP, Decimal

from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.rules import AdjustmentType

RANGES: dict[str, tuple[int, int]] = {
    "QuantityChangeInCapacity": (-1000, 1000),
    "PercentChangeInCapacity": (-100, 10000),
    "TotalCapacity": (0, 2000),
}


def check_adjustment(kind: AdjustmentType, value: int) -> None:
    """The documented ranges, which differ between the kinds."""
    low, high = RANGES[kind]
    if not low <= value <= high:
        raise InvalidParameter(name="AdjustmentValue")


def new_total(kind: AdjustmentType, value: int, magnitude: int, total: int) -> int:
    """The capacity that the adjustment asks for, before it is cut to MinSize and MaxSize."""
    if kind == "TotalCapacity":
        return value
    if kind == "QuantityChangeInCapacity":
        return total + value
    change = int((Decimal(total) * value / 100).quantize(Decimal(1), ROUND_HALF_UP))
    if value and abs(change) < magnitude:
        change = magnitude if value > 0 else -magnitude
    return total + change


def cut(total: int, min_size: int, max_size: int) -> int:
    """The capacity inside the group's limits."""
    return min(max(total, min_size), max_size)
