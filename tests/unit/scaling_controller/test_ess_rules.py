"""Rules: how many instances they add or remove, and which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.scaling_controller.sizing import cut, new_total
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from support.scaling.cloud import Cloud


def refused(code: str, cloud: Cloud, ari: str, token: str = "") -> None:
    with pytest.raises(ApiError) as caught:
        cloud.execute(ari, token)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("kind", "value", "total", "expected"),
    [
        ("QuantityChangeInCapacity", 3, 4, 7),
        ("TotalCapacity", 9, 4, 9),
        ("PercentChangeInCapacity", 50, 5, 8),  # 2.5 is rounded up
        ("PercentChangeInCapacity", -50, 5, 2),
        ("PercentChangeInCapacity", 10, 4, 4),
    ],
)
def test_new_totals(kind: str, value: int, total: int, expected: int) -> None:
    """By number, to a number, by per cent."""
    assert new_total(kind, value, 0, total) == expected  # type: ignore[arg-type]


def test_the_smallest_change_by_percent() -> None:
    """MinAdjustmentMagnitude, in both directions."""
    assert new_total("PercentChangeInCapacity", 10, 2, 4) == 6
    assert new_total("PercentChangeInCapacity", -10, 2, 4) == 2


@given(st.integers(-5000, 5000), st.integers(0, 100), st.integers(0, 100))
def test_the_limits_always_hold(total: int, low: int, more: int) -> None:
    """Whatever a rule asks for."""
    assert low <= cut(total, low, low + more) <= low + more


def test_the_change_is_cut_to_the_groups_size() -> None:
    """Silently; a change that comes to nothing is an error."""
    cloud = Cloud(max_size=3).enabled()
    cloud.scale(10)
    assert len(cloud.states()) == 3
    refused("IncorrectCapacity.NoChange", cloud, cloud.rule(1))


def test_one_activity_at_a_time() -> None:
    """Until the last hook has ended."""
    cloud = Cloud().enabled()
    cloud.hook()
    rule = cloud.rule(1)
    activity = cloud.scale(1)
    refused("ScalingActivityInProgress", cloud, rule)
    cloud.complete(cloud.actions(activity)[0])
    cloud.execute(rule)


def test_client_tokens() -> None:
    """The same call again gives the first activity; another call may not have the token."""
    cloud = Cloud().enabled()
    rule = cloud.rule(1)
    activity = cloud.execute(rule, "token")
    assert cloud.execute(rule, "token") == activity
    refused("IdempotentParameterMismatch", cloud, cloud.rule(2), "token")


def test_rules_that_are_not_there() -> None:
    """The ARI must be of a rule, and whole."""
    cloud = Cloud().enabled()
    ari = cloud.rule(1)
    for wrong in ("ari:none", ari + "x", ari.rpartition("/")[2]):
        refused("InvalidScalingRuleAri.NotFound", cloud, wrong)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("QuantityChangeInCapacity", 1001), ("PercentChangeInCapacity", -101), ("TotalCapacity", -1)],
)
def test_adjustments_out_of_range(kind: str, value: int) -> None:
    """The ranges differ between the kinds."""
    with pytest.raises(ApiError) as caught:
        Cloud().rule(value, kind)
    assert caught.value.code == "InvalidParameter"


@pytest.mark.parametrize(
    ("policies", "gone"),
    [(["OldestInstance"], "i-0"), (["NewestInstance"], "i-1"), ([], "i-0")],
)
def test_removal_policies(policies: list[str], gone: str) -> None:
    """The first key decides; without any, the oldest goes."""
    cloud = Cloud()
    command = CreateScalingGroup(
        region_id="cn-hangzhou", min_size=0, max_size=9, removal_policies=policies
    )
    cloud.group = cloud.ask(command).scaling_group_id
    cloud.enabled().scale(1)
    cloud.advance(60)
    cloud.scale(1)
    cloud.scale(-1)
    left = cloud.rehearsal.state.groups[cloud.group].instances
    assert gone not in left
