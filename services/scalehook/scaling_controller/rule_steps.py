"""The steps of a step scaling rule: intervals of how far a metric is from its threshold."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from scalehook_contracts.errors.scaling_rules import (
    NoStepFound,
    StepBeyondPermitRange,
    StepsBothNull,
    StepsGap,
    StepsLowerGtUpper,
    StepsMaxNum,
    StepsMultipleNullLowerBound,
    StepsMultipleNullUpperBound,
    StepsNoNullLowerBound,
    StepsNoNullUpperBound,
    StepsOverlap,
)
from scalehook_contracts.scaling_controller.rule_parts import StepAdjustment

MOST_STEPS = 20
FARTHEST = 9.999999e18  # of bounds, thresholds and values, in both directions
INFINITE = Decimal("Infinity")


def check(steps: Sequence[StepAdjustment]) -> None:
    """Together they are one interval without gaps, open to where it leaves the threshold."""
    if len(steps) > MOST_STEPS:
        raise StepsMaxNum(most=MOST_STEPS)
    for step in steps:
        _check_bounds(step)
    _check_open_ends(steps)
    _check_neighbours(sorted(steps, key=_lower))
    _check_far_ends(steps)


def find(steps: Sequence[StepAdjustment], value: float, threshold: float) -> StepAdjustment:
    """The step for this value: an interval holds the bound that is nearer to the threshold."""
    distance = exact(value) - exact(threshold)
    for step in steps:
        low, high = _lower(step), _upper(step)
        if low <= distance < high if distance >= 0 else low < distance <= high:
            return step
    raise NoStepFound(value=value)


def exact(number: float) -> Decimal:
    """The number as it was written: 0.3 - 0.1 is 0.2."""
    return Decimal(repr(number))


def _lower(step: StepAdjustment) -> Decimal:
    bound = step.metric_interval_lower_bound
    return -INFINITE if bound is None else exact(bound)


def _upper(step: StepAdjustment) -> Decimal:
    bound = step.metric_interval_upper_bound
    return INFINITE if bound is None else exact(bound)


def _check_bounds(step: StepAdjustment) -> None:
    low, high = step.metric_interval_lower_bound, step.metric_interval_upper_bound
    if low is None and high is None:
        raise StepsBothNull()
    for name, bound in (("MetricIntervalLowerBound", low), ("MetricIntervalUpperBound", high)):
        if bound is not None and abs(bound) > FARTHEST:
            raise StepBeyondPermitRange(name=name)
    if low is not None and high is not None and low >= high:
        raise StepsLowerGtUpper(step=f"{low}, {high}")


def _check_open_ends(steps: Sequence[StepAdjustment]) -> None:
    if sum(step.metric_interval_lower_bound is None for step in steps) > 1:
        raise StepsMultipleNullLowerBound()
    if sum(step.metric_interval_upper_bound is None for step in steps) > 1:
        raise StepsMultipleNullUpperBound()


def _check_neighbours(ordered: Sequence[StepAdjustment]) -> None:
    for step, following in pairwise(ordered):
        if _lower(following) < _upper(step):
            raise StepsOverlap()
        if _lower(following) > _upper(step):
            raise StepsGap()


def _check_far_ends(steps: Sequence[StepAdjustment]) -> None:
    lowest, highest = min(map(_lower, steps)), max(map(_upper, steps))
    if -INFINITE < lowest < 0:
        raise StepsNoNullLowerBound()
    if 0 < highest < INFINITE:
        raise StepsNoNullUpperBound()
