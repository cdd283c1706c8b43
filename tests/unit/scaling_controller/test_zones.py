"""Groups in several zones: where instances come and go, and how zones are brought into balance."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import LaunchInstances
from scalehook_contracts.fleet.v_switches import VSwitchMapped
from scalehook_contracts.scaling_controller.rebalancing import RebalanceInstances
from support.scaling.yard import ZONES, Yard
from support.thoroughness import tries

SWITCHES = list(ZONES)


def spread(policy: str = "BALANCE", **settings_of_group: Any) -> Yard:
    made = Yard(v_switch_ids=SWITCHES, multi_az_policy=policy, **settings_of_group)
    made.enabled().fleet()
    return made


def rebalance(yard: Yard) -> str:
    activity = yard.ask(RebalanceInstances(scaling_group_id=yard.group)).scaling_activity_id
    yard.fleet()
    return str(activity)


def lopsided(**more: Any) -> Yard:
    """Six instances in one zone: there was no stock in the others."""
    yard = spread(**more)
    yard.full = {"vsw-b", "vsw-c"}
    yard.scale(6)
    yard.advance(60)  # which a group that expects a number of instances needs
    yard.full = set()
    return yard


def test_a_balanced_group_grows_evenly() -> None:
    """Whatever each step adds."""
    yard = spread()
    yard.scale(4)
    assert yard.zones() == [2, 1, 1]
    yard.scale(2)
    assert yard.zones() == [2, 2, 2]


def test_other_groups_prefer_the_first_vswitch() -> None:
    """The fleet is given all of them, and takes the first that has stock."""
    yard = spread("PRIORITY")
    yard.scale(3)
    assert yard.zones() == [3, 0, 0]
    [order] = [c for c in yard.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert (order.amount, order.v_switch_ids) == (3, SWITCHES)


def test_a_zone_without_stock_gives_way() -> None:
    """Instances are worth more than balance: the next vSwitch is tried."""
    assert lopsided().zones() == [6, 0, 0]


def test_a_balanced_group_shrinks_evenly() -> None:
    """Where most are, one goes; which one, the removal policies say."""
    yard = spread()
    yard.scale(5)
    yard.scale(-1)
    assert yard.zones() == [1, 2, 1]
    yard.scale(-2)
    assert yard.zones() == [0, 1, 1]
    uneven = lopsided()
    uneven.scale(1)
    assert uneven.zones() == [6, 1, 0]
    uneven.scale(-4)
    assert uneven.zones() == [2, 1, 0]
    assert uneven.released_ids() == ["i-0", "i-1", "i-2", "i-3"]


def test_other_groups_shrink_by_their_policies_alone() -> None:
    """Whatever that does to their zones."""
    yard = spread("PRIORITY")
    yard.scale(2)
    yard.full = {"vsw-a"}
    yard.scale(1)
    yard.scale(-2)
    assert yard.zones() == [0, 1, 0]


def test_rebalancing_evens_zones_out() -> None:
    """Instances come first, hooks included; then as many go, and the number is what it was."""
    yard = lopsided(max_size=6)
    yard.hook(lifecycle_transition="SCALE_OUT")
    activity = rebalance(yard)
    assert yard.zones() == [6, 2, 2]
    yard.complete(yard.actions(activity)[0])
    assert yard.zones() == [2, 2, 2]
    out, back = yard.begun()[-2:]
    assert (out.amount, out.cause) == (
        4, 'A user requests to rebalance instances, changing the Total Capacity from "6" to "10".',
    )  # fmt: skip
    assert (back.amount, back.trigger_source_type) == (4, "Ess")


def test_rebalancing_keeps_everybody_out() -> None:
    """Nothing else begins in between, not even in a group that expects a number of instances."""
    yard = lopsided(desired_capacity=0)
    yard.hook(lifecycle_transition="SCALE_OUT")
    activity = rebalance(yard)
    with pytest.raises(ApiError) as caught:
        yard.remove("i-0")
    assert caught.value.code == "ScalingActivityInProgress"
    yard.complete(yard.actions(activity)[0])
    yard.advance(60)
    assert yard.zones() == [2, 2, 2]


def test_rebalancing_that_is_abandoned() -> None:
    """Nobody came, so nobody goes."""
    yard = lopsided()
    yard.hook(lifecycle_transition="SCALE_OUT")
    activity = rebalance(yard)
    yard.complete(yard.actions(activity)[0], "ABANDON")
    assert yard.zones() == [6, 0, 0]
    yard.remove("i-0")


@pytest.mark.parametrize(
    "make", [lambda: spread(), lambda: spread("PRIORITY"), lambda: Yard().enabled()]
)
def test_nothing_to_rebalance(make: Any) -> None:
    """A group that is even, or does not care."""
    yard = make()
    yard.scale(4)
    with pytest.raises(ApiError) as caught:
        rebalance(yard)
    assert (caught.value.code, caught.value.message) == (
        "OperationDenied",
        "This operation is denied because the specified scaling group does not support this action.",
    )


def test_rebalancing_of_other_groups() -> None:
    """One that is not there, is not active, or is busy."""
    yard = lopsided()
    with pytest.raises(ApiError, match=r"InvalidScalingGroupId\.NotFound"):
        yard.ask(RebalanceInstances(scaling_group_id="asg-none"))
    yard.hook(lifecycle_transition="SCALE_OUT")
    yard.scale(1)
    with pytest.raises(ApiError, match="ScalingActivityInProgress"):
        rebalance(yard)
    asleep = Yard(multi_az_policy="BALANCE")
    with pytest.raises(ApiError, match="IncorrectScalingGroupStatus"):
        rebalance(asleep)


def test_vswitches_of_one_zone_are_one_place() -> None:
    """The first of them is taken, and the others when there is no stock; one that nobody has placed yet
    stands for itself.
    """
    yard = Yard(v_switch_ids=["vsw-a", "vsw-a2", "vsw-b"], multi_az_policy="BALANCE")
    yard.rehearsal.tell(VSwitchMapped(v_switch_id="vsw-a2", zone_id="zone-a", vpc_id="vpc"))
    yard.enabled().fleet()
    yard.scale(4)
    orders = [c for c in yard.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert [(c.amount, c.v_switch_ids) for c in orders] == [
        (2, ["vsw-a", "vsw-a2", "vsw-b"]),
        (2, ["vsw-b", "vsw-a", "vsw-a2"]),
    ]


class Zones(RuleBasedStateMachine):
    """A balanced group that always finds stock, and that somebody scales."""

    def __init__(self) -> None:
        super().__init__()
        self.yard = spread(max_size=40)

    @rule(by=st.integers(-6, 6).filter(bool))
    def scale(self, by: int) -> None:
        """A rule is executed."""
        try:
            self.yard.scale(by)
        except ApiError as refusal:
            assert refusal.code == "IncorrectCapacity.NoChange"

    @rule()
    def restart(self) -> None:
        """The service starts again from its journal."""
        self.yard.rehearsal.restart()

    @invariant()
    def zones_are_even(self) -> None:
        """No two differ by more than one instance."""
        zones = self.yard.zones()
        assert max(zones) - min(zones) <= 1, zones


TestZones = Zones.TestCase
TestZones.settings = settings(max_examples=tries(12), stateful_step_count=12)
TestZones.__doc__ = "A balanced group stays balanced, however it is scaled."
