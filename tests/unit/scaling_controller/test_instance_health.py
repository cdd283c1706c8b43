"""Instances that stop, vanish, are marked or become too old: they are replaced, unless nobody looks."""

from typing import Any

import pytest

from scalehook_contracts.fleet.back_ends import RemoveInstancesFromBackEnds
from scalehook_contracts.fleet.whitelists import RemoveAddressesFromWhitelists
from scalehook_contracts.scaling_controller.groups import DisableScalingGroup, ModifyScalingGroup
from scalehook_contracts.scaling_controller.processes import ResumeProcesses, SuspendProcesses
from support.scaling.yard import Yard

IN = {"lifecycle_transition": "SCALE_IN"}
DAY = 86_400


def filled(**settings: Any) -> Yard:
    made = Yard(balancers='["lb-1"]', databases='["rm-1"]', **{"min_size": 2, "max_size": 5, **settings})
    made.enabled().fleet()
    return made


@pytest.fixture
def yard() -> Yard:
    return filled()


def stop(yard: Yard) -> None:
    yard.stopped("i-0")


def vanish(yard: Yard) -> None:
    yard.vanished("i-0")


def mark(yard: Yard) -> None:
    yard.mark("i-0")


WAYS = pytest.mark.parametrize("fall_ill", [stop, vanish, mark])


@WAYS
def test_an_unhealthy_instance_is_replaced(yard: Yard, fall_ill: Any) -> None:
    """MinSize does not keep it: the group is filled again afterwards."""
    fall_ill(yard)
    assert yard.by_state() == {"InService": ["i-1", "i-2"]}
    removal = yard.begun()[1]
    assert (removal.instance_ids, removal.trigger_source_type) == (["i-0"], "Ess")
    assert removal.cause == 'Instances are unhealthy, changing the Total Capacity from "2" to "1".'
    assert yard.released_ids() == ([] if fall_ill is vanish else ["i-0"])


@WAYS
def test_it_leaves_whitelists_and_back_ends(yard: Yard, fall_ill: Any) -> None:
    """Also one that is no more."""
    fall_ill(yard)
    expelled = [c for c in yard.rehearsal.sent if isinstance(c, RemoveAddressesFromWhitelists)]
    assert [c.addresses for c in expelled] == [["172.16.0.0"]]
    detached = [c for c in yard.rehearsal.sent if isinstance(c, RemoveInstancesFromBackEnds)]
    assert [c.instance_ids for c in detached] == [["i-0"]]


@WAYS
def test_hooks_hold_it(yard: Yard, fall_ill: Any) -> None:
    """Those of scale-in; it is described as unhealthy meanwhile."""
    yard.hook(**IN)
    fall_ill(yard)
    view = yard.instances()["i-0"]
    assert (view.lifecycle_state, view.health_status) == ("Removing:Wait", "Unhealthy")
    assert list(yard.instances(health_status="Unhealthy")) == ["i-0"]
    assert list(yard.instances(health_status="Healthy")) == ["i-1"]
    yard.complete(yard.actions(yard.begun()[1].scaling_activity_id)[0])
    assert yard.by_state() == {"InService": ["i-1", "i-2"]}


@pytest.mark.parametrize("take", [Yard.standby, Yard.protect])
@WAYS
def test_standby_and_protected_ones_are_left_alone(yard: Yard, fall_ill: Any, take: Any) -> None:
    """Until they are neither: then it counts what they are."""
    take(yard, "i-0")
    fall_ill(yard)
    assert "i-0" in yard.instances()
    if take is Yard.standby:
        yard.back("i-0")
    else:
        yard.protect("i-0", on=False)
    assert yard.by_state() == {"InService": ["i-1", "i-2"]}


@WAYS
def test_nobody_looks(fall_ill: Any) -> None:
    """Where the group checks no health."""
    yard = filled(health_check_type="NONE")
    fall_ill(yard)
    assert yard.by_state() == {"InService": ["i-0", "i-1"]}


@WAYS
def test_nobody_looks_for_a_while(yard: Yard, fall_ill: Any) -> None:
    """While the process is suspended; then at once."""
    yard.ask(SuspendProcesses(scaling_group_id=yard.group, processes=["HealthCheck"]))
    fall_ill(yard)
    assert yard.by_state() == {"InService": ["i-0", "i-1"]}
    yard.ask(ResumeProcesses(scaling_group_id=yard.group, processes=["HealthCheck"]))
    yard.fleet()
    assert yard.by_state() == {"InService": ["i-1", "i-2"]}


def test_somebody_looks_from_now_on() -> None:
    """A group that checked no health does: what has fallen ill before is replaced."""
    yard = filled(health_check_type="NONE")
    yard.stopped("i-0")
    yard.ask(ModifyScalingGroup(scaling_group_id=yard.group, health_check_type="ECS"))
    yard.fleet()
    assert yard.by_state() == {"InService": ["i-1", "i-2"]}


@WAYS
def test_an_inactive_group_does_nothing(yard: Yard, fall_ill: Any) -> None:
    """It does what is to be done when it is active again."""
    yard.ask(DisableScalingGroup(scaling_group_id=yard.group))
    fall_ill(yard)
    assert yard.by_state() == {"InService": ["i-0", "i-1"]}
    yard.enabled().fleet()
    assert yard.by_state() == {"InService": ["i-1", "i-2"]}


def test_one_activity_for_all_of_them(yard: Yard) -> None:
    """Those that have fallen ill while the group was busy."""
    yard.hook(lifecycle_transition="SCALE_OUT")
    activity = yard.scale(1)
    for instance_id in ("i-0", "i-1"):
        yard.mark(instance_id)
    assert len(yard.begun()) == 2
    yard.complete(yard.actions(activity)[0])
    assert yard.begun()[2].instance_ids == ["i-0", "i-1"]
    assert yard.begun()[3].amount == 1


def test_one_that_stops_while_it_is_held_is_replaced_afterwards(yard: Yard) -> None:
    """The activity that brings it goes on."""
    yard.hook(lifecycle_transition="SCALE_OUT")
    activity = yard.scale(1)
    yard.stopped("i-2")
    assert yard.instances()["i-2"].lifecycle_state == "Pending:Wait"
    yard.complete(yard.actions(activity)[0])
    assert yard.by_state() == {"InService": ["i-0", "i-1"]}


def test_one_that_vanishes_while_it_is_held_leaves_at_once(yard: Yard) -> None:
    """Its address leaves the whitelists; it was behind no balancer, which is not asked in vain."""
    yard.hook(lifecycle_transition="SCALE_OUT")
    yard.scale(2)
    yard.vanished("i-2")
    assert yard.by_state() == {"InService": ["i-0", "i-1"], "Pending:Wait": ["i-3"]}
    expelled = [c for c in yard.rehearsal.sent if isinstance(c, RemoveAddressesFromWhitelists)]
    assert [(c.addresses, c.scaling_activity_id) for c in expelled] == [(["172.16.0.2"], "")]


def test_one_that_runs_again_in_time_is_healthy(yard: Yard) -> None:
    """Nobody had replaced it."""
    yard.hook(lifecycle_transition="SCALE_OUT")
    activity = yard.scale(1)
    yard.stopped("i-0")
    assert yard.instances()["i-0"].health_status == "Unhealthy"
    yard.started("i-0")
    assert yard.instances()["i-0"].health_status == "Healthy"
    yard.complete(yard.actions(activity)[0])
    assert yard.by_state() == {"InService": ["i-0", "i-1", "i-2"]}


def test_somebody_may_take_it_back(yard: Yard) -> None:
    """As long as the group was busy with something else."""
    yard.hook(lifecycle_transition="SCALE_OUT")
    activity = yard.scale(1)
    yard.mark("i-0")
    yard.mark("i-0", "Healthy")
    yard.complete(yard.actions(activity)[0])
    assert "i-0" in yard.instances()


def test_attached_instances_only_leave(yard: Yard) -> None:
    """Unless they are entrusted to the group."""
    yard.attach(yard.outsider())
    yard.attach(yard.outsider(), entrusted=True)
    yard.mark("o-1")
    yard.mark("o-2")
    assert yard.released_ids() == ["o-2"]
    assert yard.by_state() == {"InService": ["i-0", "i-1"]}


def test_unhealthy_ones_are_never_kept_for_later() -> None:
    """Whatever the group does with others."""
    yard = filled(scaling_policy="recycle")
    yard.mark("i-0")
    assert yard.released_ids() == ["i-0"]
    assert yard.by_state() == {"InService": ["i-1", "i-2"]}


def test_a_hook_that_keeps_it_is_asked_again_after_a_while(yard: Yard) -> None:
    """Not at once: nothing would have changed."""
    yard.hook(**IN)
    yard.mark("i-0")
    yard.complete(yard.actions(yard.begun()[1].scaling_activity_id)[0], "ROLLBACK")
    assert yard.by_state() == {"InService": ["i-0", "i-1"]}
    assert len(yard.begun()) == 2
    yard.advance(60)
    assert len(yard.begun()) == 3


def test_groups_that_expect_a_number_replace_at_once() -> None:
    """Removal and launch go on side by side; the expected number stays."""
    yard = filled(desired_capacity=2)
    yard.hook(**IN)
    yard.mark("i-0")
    assert yard.by_state() == {"Removing:Wait": ["i-0"], "InService": ["i-1", "i-2"]}
    assert yard.rehearsal.state.groups[yard.group].request.desired_capacity == 2


def test_one_that_was_detached_is_nobodys_business(yard: Yard) -> None:
    """What the fleet says of it changes whether it can be attached, and nothing else."""
    yard.scale(1)
    yard.detach("i-0")
    yard.stopped("i-0")
    assert len(yard.begun()) == 3
    yard.started("i-0")
    yard.attach("i-0")
    assert "i-0" in yard.instances()


# -- lifetimes ------------------------------------------------------------------------------------


def test_too_old_instances_are_replaced() -> None:
    """When the first one's time is over, and again for the next ones."""
    yard = filled(max_instance_lifetime=DAY)
    yard.advance(DAY / 2)
    yard.scale(1)
    yard.advance(DAY / 2 - 1)
    assert list(yard.instances()) == ["i-0", "i-1", "i-2"]
    yard.advance(1)
    assert yard.by_state() == {"InService": ["i-2", "i-3", "i-4"]}
    assert yard.begun()[2].cause == (
        'The lifetime of instances is over, changing the Total Capacity from "3" to "1".'
    )
    yard.advance(DAY / 2)
    assert yard.by_state() == {"InService": ["i-3", "i-4", "i-5"]}


def test_some_are_never_too_old() -> None:
    """Protected ones, ones on standby, and those that only were put in by hand."""
    yard = filled(max_instance_lifetime=DAY)
    yard.attach(yard.outsider())
    yard.protect("i-0")
    yard.standby("i-1")
    yard.advance(2 * DAY)
    assert sorted(yard.instances()) == ["i-0", "i-1", "o-1"]


def test_a_lifetime_that_is_set_later() -> None:
    """It counts from when the instances came; one timer for the group."""
    yard = filled()
    yard.advance(2 * DAY)
    yard.ask(ModifyScalingGroup(scaling_group_id=yard.group, max_instance_lifetime=DAY))
    yard.fleet()
    assert yard.by_state() == {"InService": ["i-2", "i-3"]}
    assert len(yard.rehearsal.machine.timers) == 1
