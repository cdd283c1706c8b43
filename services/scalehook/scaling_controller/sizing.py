"""How many instances an adjustment adds or removes."""

from decimal import ROUND_HALF_UP, Decimal

from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.rule_parts import AdjustmentType

RANGES: dict[AdjustmentType, tuple[int, int]] = {
    "QuantityChangeInCapacity": (-1000, 1000),
    "PercentChangeInCapacity": (-100, 10000),
    "TotalCapacity": (0, 2000),
}


def check_adjustment(kind: AdjustmentType, value: int) -> None:
    """The documented ranges, which differ between the kinds."""
    low, high = RANGES[kind]
    if not low <= value <= high:
        raise InvalidParameter(name="AdjustmentValue")


def change(kind: AdjustmentType, value: int, magnitude: int, total: int) -> int:
    """By how many instances the adjustment changes `total`; a percentage by `magnitude` at least."""
    if kind == "TotalCapacity":
        return value - total
    if kind == "QuantityChangeInCapacity":
        return value
    share = int((Decimal(total) * value / 100).quantize(Decimal(1), ROUND_HALF_UP))
    if value and abs(share) < magnitude:
        return magnitude if value > 0 else -magnitude
    return share


def new_total(kind: AdjustmentType, value: int, magnitude: int, total: int) -> int:
    """The capacity that the adjustment asks for, before it is cut to MinSize and MaxSize."""
    return total + change(kind, value, magnitude, total)


def cut(total: int, min_size: int, max_size: int) -> int:
    """The capacity inside the group's limits."""
    if total < min_size:
        total = min_size
    return max_size if total > max_size else total


def at_once(wanted: int, total: int, most: int) -> int:
    """The capacity to which one activity brings the group on the way to the wanted one: it adds or
    removes so many instances at most.
    """
    return cut(wanted, total - most, total + most)
