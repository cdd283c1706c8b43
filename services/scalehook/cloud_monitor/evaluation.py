"""What an alarm comes to: conditions are compared, combined, and counted."""

import math
import operator
from collections.abc import Sequence

from scalehook_contracts.cloud_monitor.evaluations import AlarmState
from scalehook_contracts.scaling_controller.alarm_settings import ComparisonOperator, LogicOperator

NO_DATA: AlarmState = "INSUFFICIENT_DATA"
COMPARISONS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


def holds(value: float | None, comparison: ComparisonOperator, threshold: float) -> bool | None:
    """Whether the condition does; None without data."""
    return None if value is None else bool(COMPARISONS[comparison](value, threshold))


def combined(outcomes: Sequence[bool | None], logic: LogicOperator) -> bool | None:
    """All of them, or one of them. What is not known does not matter where the rest decides."""
    decisive = logic == "||"
    if decisive in outcomes:
        return decisive
    return None if None in outcomes else not decisive


def counted(outcome: bool | None, before: int, needed: int) -> tuple[int, AlarmState]:
    """How many periods in a row the condition has held now, and what the alarm is."""
    if outcome is None:
        return 0, NO_DATA
    if not outcome:
        return 0, "OK"
    count = min(before + 1, needed)
    return count, "ALARM" if count >= needed else "OK"


def next_boundary(after: float, period: int) -> float:
    """The end of the period that goes on at this moment; periods begin at midnight."""
    return float((math.floor(after / period) + 1) * period)
