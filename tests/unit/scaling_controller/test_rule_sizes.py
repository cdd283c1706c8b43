"""How many instances step and target tracking rules ask for."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.scaling_controller import sizing
from scalehook.scaling_controller.rule_sizes import Measure, Standing, by_step, by_target
from scalehook_contracts.scaling_controller.rule_parts import StepAdjustment
from scalehook_contracts.scaling_controller.rules import CreateScalingRule
from support.refusals import refusal


def step_rule(kind: Any, adjustment: int, **more: Any) -> CreateScalingRule:
    step = StepAdjustment(metric_interval_lower_bound=0, scaling_adjustment=adjustment)
    return CreateScalingRule(
        scaling_group_id="g",
        scaling_rule_type="StepScalingRule",
        adjustment_type=kind,
        step_adjustments=[step],
        **more,
    )


def tracking_rule(target: float, **more: Any) -> CreateScalingRule:
    return CreateScalingRule(
        scaling_group_id="g",
        scaling_rule_type="TargetTrackingScalingRule",
        metric_name="CpuUtilization",
        target_value=target,
        **more,
    )


@pytest.mark.parametrize(
    ("kind", "adjustment", "standing", "wanted"),
    [
        ("QuantityChangeInCapacity", 3, Standing(4, 4), 7),
        ("QuantityChangeInCapacity", -3, Standing(4, 4), 1),
        ("TotalCapacity", 9, Standing(4, 2), 9),
        ("PercentChangeInCapacity", 50, Standing(5, 5), 8),
        ("QuantityChangeInCapacity", 3, Standing(6, 4), 7),  # two of the three warm up already
        ("QuantityChangeInCapacity", 3, Standing(9, 4), 9),  # there is enough, once it is warm
        ("QuantityChangeInCapacity", -3, Standing(6, 4), 3),  # so many less than there are
        ("PercentChangeInCapacity", 100, Standing(6, 4), 8),
    ],
)
def test_a_step(kind: str, adjustment: int, standing: Standing, wanted: int) -> None:
    """What warms up is a part of what is added, and no part of what a percentage is taken of."""
    assert by_step(step_rule(kind, adjustment), standing, Measure(1, 0)) == wanted


def test_a_step_by_percent_has_a_smallest_change() -> None:
    """As a simple rule has."""
    rule = step_rule("PercentChangeInCapacity", 10, min_adjustment_magnitude=2)
    assert by_step(rule, Standing(4, 4), Measure(1, 0)) == 6


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        (Measure(None, 1), "MissingParameter.MetricValue"),
        (Measure(1, None), "MissingParameter.BreachThreshold"),
        (Measure(1, 2), "InvalidStepAdjustments.NoStepFound"),
    ],
)
def test_a_step_needs_a_value_and_a_threshold(measure: Measure, code: str) -> None:
    """And a step for them."""
    rule = step_rule("TotalCapacity", 1)
    assert refusal(lambda: by_step(rule, Standing(1, 1), measure)) == code


@pytest.mark.parametrize(
    ("standing", "value", "wanted"),
    [
        (Standing(4, 4), 75.0, 6),
        (Standing(4, 4), 51.0, 5),  # at least one more
        (Standing(0, 0), 90.0, 1),
        (Standing(6, 4), 75.0, 6),  # those that come are warming up
        (Standing(6, 4), 90.0, 8),
        (Standing(4, 4), 50.0, 4),
        (Standing(4, 4), 26.0, 3),
        (Standing(4, 4), 25.0, 2),
        (Standing(4, 4), 0.0, 0),
        (Standing(2, 2), 44.0, 2),  # one alone would have too much to do
        (Standing(2, 0), 10.0, 2),  # nobody is measured
    ],
)
def test_a_target(standing: Standing, value: float, wanted: int) -> None:
    """As many as keep the metric at 50, and no more than bring it below."""
    assert by_target(tracking_rule(50), standing, value) == wanted


def test_a_target_without_scaling_in() -> None:
    """It only grows."""
    rule = tracking_rule(50, disable_scale_in=True)
    assert by_target(rule, Standing(4, 4), 1) == 4
    assert by_target(rule, Standing(4, 4), 100) == 8


@given(st.integers(1, 500), st.integers(0, 100_000), st.integers(1, 100_000))
def test_a_target_is_reached_with_as_few_instances_as_can_be(warm: int, value: int, target: int) -> None:
    """With what it asks for the metric is at most at its target, and with one less it would be over."""
    rule = tracking_rule(target / 1000)
    wanted = by_target(rule, Standing(warm, warm), value / 1000)
    load = Fraction(warm * value, target)  # in instances at their target
    assert load <= wanted < load + 1 or (wanted, load) == (0, 0)


@given(st.integers(-5000, 5000), st.integers(0, 5000), st.integers(1, 1000))
def test_one_activity_goes_only_so_far(wanted: int, total: int, most: int) -> None:
    """And no further than is wanted."""
    reached = sizing.at_once(wanted, total, most)
    assert abs(reached - total) == min(abs(wanted - total), most)
    assert (reached - total) * (wanted - total) >= 0
