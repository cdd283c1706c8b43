"""Step adjustments: which sets of intervals are one, and which step a value comes to."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.scaling_controller.rule_steps import FARTHEST, check, find
from scalehook_contracts.errors.scaling_rules import NoStepFound
from scalehook_contracts.scaling_controller.rule_parts import StepAdjustment
from support.refusals import refusal

Bounds = tuple[float | None, float | None]


def steps(*bounds: Bounds) -> list[StepAdjustment]:
    return [
        StepAdjustment(
            metric_interval_lower_bound=low, metric_interval_upper_bound=high, scaling_adjustment=number
        )
        for number, (low, high) in enumerate(bounds)
    ]


@pytest.mark.parametrize(
    ("bounds", "name"),
    [
        ([(None, None)], "BothNull"),
        ([(0, 10), (None, None)], "BothNull"),
        ([(5, 5)], "LowerGtUpper"),
        ([(6, 5)], "LowerGtUpper"),
        ([(None, 0), (None, 5), (5, None)], "MultipleNullLowerBound"),
        ([(0, None), (5, None)], "MultipleNullUpperBound"),
        ([(0, 10), (5, None)], "Overlap"),
        ([(0, None), (10, 20)], "Overlap"),
        ([(0, 10), (11, None)], "Gap"),
        ([(None, -10), (10, None)], "Gap"),
        ([(-10, 0)], "NoNullLowerBound"),
        ([(0, 10)], "NoNullUpperBound"),
        ([(None, 0), (0, 10)], "NoNullUpperBound"),
        ([(number, number + 1) for number in range(20)] + [(20, None)], "MaxNum"),
    ],
)
def test_sets_of_steps_that_are_refused(bounds: list[Bounds], name: str) -> None:
    """Each for its own reason."""
    assert refusal(lambda: check(steps(*bounds))) == f"InvalidStepAdjustments.{name}"


@pytest.mark.parametrize("bounds", [(-1e19, 0), (0, 1e19)])
def test_bounds_that_are_too_far(bounds: Bounds) -> None:
    """Whatever else is wrong with them."""
    assert refusal(lambda: check(steps(bounds))) == "StepBeyondPermitRange"


@pytest.mark.parametrize(
    "bounds",
    [
        [(0, None)],
        [(None, 0)],
        [(None, -10), (-10, 0)],
        [(10, None), (0, 10)],  # in any order
        [(None, -0.1), (-0.1, 0.3), (0.3, None)],
        [(-FARTHEST, FARTHEST), (None, -FARTHEST), (FARTHEST, None)],
        [(number, number + 1) for number in range(19)] + [(19, None)],
    ],
)
def test_sets_of_steps_that_are_taken(bounds: list[Bounds]) -> None:
    """One interval, open to where it leaves the threshold."""
    check(steps(*bounds))


@pytest.mark.parametrize(
    ("distance", "found"),
    [(-11, 0), (-10, 0), (-9.5, 1), (-0.1, 1), (0, 2), (9.9, 2), (10, 3), (1e18, 3)],
)
def test_the_bound_that_is_nearer_to_the_threshold_belongs_to_the_step(
    distance: float, found: int
) -> None:
    """Above the threshold the lower one, below it the upper one."""
    chosen = steps((None, -10), (-10, 0), (0, 10), (10, None))
    assert find(chosen, 80 + distance, 80).scaling_adjustment == found


def test_decimals_are_exact() -> None:
    """0.3 is 0.2 above 0.1, although floating-point numbers are not."""
    assert find(steps((0, 0.2), (0.2, None)), 0.3, 0.1).scaling_adjustment == 1


def test_a_value_outside_all_steps() -> None:
    """The message says which."""
    with pytest.raises(NoStepFound, match=r"a metric value of: 79\.5\."):
        find(steps((0, None)), 79.5, 80)


@given(
    st.lists(st.integers(-1000, 1000), min_size=1, max_size=19, unique=True),
    st.floats(-2000, 2000),
)
def test_steps_without_gaps_have_exactly_one_for_every_value(cuts: list[int], value: float) -> None:
    """None is missed, and none is in two."""
    inner: list[Bounds] = list(pairwise(sorted(cuts)))
    chosen = steps((None, min(cuts)), *inner, (max(cuts), None))
    check(chosen)
    found = find(chosen, value, 0)
    alone = [step for step in chosen if _holds(step, value)]
    assert alone == [found]


def _holds(step: StepAdjustment, value: float) -> bool:
    try:
        find([step], value, 0)
    except NoStepFound:
        return False
    return True
