"""What is predicted from samples, and which limits come of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.scaling_controller.forecasting import DAY, Forecast, forecast, limits
from scalehook.scaling_controller.state.predictions import HOUR, Sample
from scalehook_contracts.scaling_controller.rules import CreateScalingRule


@pytest.mark.parametrize(
    ("settings", "needed", "expected"),
    [
        ({}, 3, (3, 5)),
        ({}, 8, (5, 5)),
        ({"predictive_value_behavior": "PredictiveValueOverrideMax"}, 8, (8, 8)),
        ({"predictive_value_behavior": "PredictiveValueOverrideMax"}, 3, (3, 5)),
        (
            {
                "predictive_value_behavior": "PredictiveValueOverrideMaxWithBuffer",
                "predictive_value_buffer": 20,
            },
            8,
            (8, 10),
        ),
        (
            {
                "predictive_value_behavior": "PredictiveValueOverrideMaxWithBuffer",
                "predictive_value_buffer": 100,
            },
            2000,
            (2000, 2000),
        ),
    ],
)
def test_the_limits_by_their_behaviour(
    settings: dict[str, Any], needed: int, expected: tuple[int, int]
) -> None:
    """Which of the initial and the predicted size is the larger one."""
    request = CreateScalingRule(scaling_group_id="g", initial_max_size=5, **settings)
    assert limits(request, needed) == expected


@given(st.lists(st.floats(0, 1e6), min_size=24, max_size=72), st.integers(1, 48))
def test_a_forecast_lies_between_what_was(values: list[float], ahead: int) -> None:
    """In the same hour of the days before."""
    samples = [Sample(number * HOUR, value, 2) for number, value in enumerate(values)]
    hour = (len(values) - 1 + ahead) * HOUR
    alike = [sample.value for sample in samples if (hour - sample.hour) % DAY == 0]
    found = forecast(samples, hour)
    assert found is not None
    assert min(alike) * 0.999 <= found.value <= max(alike) * 1.001 + 1e-9
    assert found.load == pytest.approx(found.value * 2)


def test_a_forecast_needs_no_more_than_a_group_can_have() -> None:
    """However large the load."""
    assert Forecast(1e9, 1e9).needed(0.001) == 2000
    assert Forecast(0, 0).needed(1) == 0
