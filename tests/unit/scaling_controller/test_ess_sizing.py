"""Sizing against exact arithmetic, and what CreateScalingRule refuses."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.scaling_controller.sizing import new_total
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.fleet.instances import LaunchInstances, ReleaseInstances
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from support.scaling.cloud import REGION, Cloud

PERCENT = "PercentChangeInCapacity"


@given(st.integers(-100, 10_000), st.integers(0, 2000), st.integers(0, 1000))
def test_percent_is_rounded_half_away_from_nothing(percent: int, total: int, least: int) -> None:
    """The change is the exact share, rounded half up in size, or the smallest allowed change."""
    size = floor(Fraction(abs(percent) * total, 100) + Fraction(1, 2))
    size = max(size, least) if percent else 0
    expected = total + (size if percent > 0 else -size)
    assert new_total(PERCENT, percent, least, total) == expected


@given(st.integers(0, 4), st.integers(-15, 15))
def test_a_rule_asks_the_fleet_for_exactly_the_change(low: int, by: int) -> None:
    """The command's amount takes the group to the cut size; without a change there is no command."""
    cloud = Cloud(min_size=low, max_size=8).enabled()
    cloud.fleet()
    before = len(cloud.states())
    expected = min(max(before + by, low), 8)
    asked = len(cloud.rehearsal.sent)
    try:
        cloud.execute(cloud.rule(by))
    except ApiError as refusal:
        assert (refusal.code, expected) == ("IncorrectCapacity.NoChange", before)
        assert len(cloud.rehearsal.sent) == asked
        return
    command = cloud.rehearsal.sent[-1]
    if isinstance(command, LaunchInstances):
        assert before + command.amount == expected
    else:
        assert isinstance(command, ReleaseInstances)
        assert before - len(command.instance_ids) == expected


def test_a_smallest_change_is_for_percent_only() -> None:
    """The other kinds have a code of their own for it."""
    with pytest.raises(ApiError) as caught:
        Cloud().rule(1, min_adjustment_magnitude=2)
    assert caught.value.code == "InvalidMinAdjustmentMagnitudeMismatchAdjustmentType"


def test_names_of_rules_are_unique_in_their_group() -> None:
    """The second of the same name is refused."""
    cloud = Cloud()
    cloud.rule(1, scaling_rule_name="grow")
    with pytest.raises(ApiError) as caught:
        cloud.rule(2, scaling_rule_name="grow")
    assert caught.value.code == "InvalidScalingRuleName.Duplicate"


def test_a_refused_execution_leaves_its_client_token_free() -> None:
    """The same call may be made again, and then has its effect."""
    cloud = Cloud(max_size=1).enabled()
    rule = cloud.rule(1)
    cloud.scale(1)
    with pytest.raises(ApiError):
        cloud.execute(rule, "token")
    cloud.scale(-1)
    activity = cloud.execute(rule, "token")
    cloud.fleet()
    assert cloud.execute(rule, "token") == activity  # full again, and still the first answer


def test_the_second_removal_policy_breaks_ties() -> None:
    """All have the same configuration: the newest goes."""
    cloud = Cloud()
    cloud.group = cloud.ask(
        CreateScalingGroup(
            region_id=REGION,
            min_size=0,
            max_size=9,
            removal_policies=["OldestScalingConfiguration", "NewestInstance"],
        )
    ).scaling_group_id
    cloud.enabled().scale(1)
    cloud.advance(60)
    cloud.scale(1)
    cloud.scale(-1)
    assert list(cloud.rehearsal.state.groups[cloud.group].instances) == ["i-0"]


@pytest.mark.parametrize("text", ["[" * 5000, "[1]", "{}", "lb-1", "[Infinity]"])
def test_ids_of_a_group_that_are_no_list(text: str) -> None:
    """LoadBalancerIds and DBInstanceIds are JSON arrays of text, or the value is refused."""
    for field in ("load_balancers", "databases"):
        with pytest.raises(InvalidParameter):
            Cloud(**{field: text})
