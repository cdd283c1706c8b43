"""Groups that expect a number of instances: rules change the number, and the group sees to it."""

import pytest

from support.refusals import refusal
from support.scaling.alarms import alarm
from support.scaling.cloud import Cloud
from support.scaling.expecting import SOON, expected, expecting, running

NO_CHANGE = "IncorrectCapacity.NoChange"


@pytest.fixture
def cloud() -> Cloud:
    return expecting(3)


def test_a_group_has_as_many_as_it_expects(cloud: Cloud) -> None:
    """From when it is enabled."""
    assert cloud.states() == ["InService"] * 3


def test_a_rule_changes_the_number_and_nothing_else(cloud: Cloud) -> None:
    """There is no activity yet; the group begins it a little later."""
    assert cloud.execute(cloud.rule(2)) == ""
    assert (expected(cloud), running(cloud)) == (5, 0)
    cloud.rehearsal.advance(SOON - 1)
    assert running(cloud) == 0
    cloud.advance(1)
    assert cloud.states() == ["InService"] * 5


def test_the_second_of_two_rules_wins(cloud: Cloud) -> None:
    """Both start from the instances that are stable."""
    cloud.execute(cloud.rule(3))
    cloud.execute(cloud.rule(1))
    assert expected(cloud) == 4
    cloud.advance(SOON)
    assert cloud.states() == ["InService"] * 4


def test_the_number_is_cut_to_the_limits() -> None:
    """Silently; the same number again is no change."""
    cloud = expecting(3, 2, 4)
    cloud.execute(cloud.rule(9))
    assert expected(cloud) == 4
    cloud.advance(SOON)
    assert refusal(lambda: cloud.execute(cloud.rule(1))) == NO_CHANGE
    cloud.execute(cloud.rule(-9))
    assert expected(cloud) == 2
    cloud.advance(SOON)
    assert cloud.states() == ["InService"] * 2


def test_a_number_can_be_taken_back_before_it_is_seen_to(cloud: Cloud) -> None:
    """Although the instances are as many as they were."""
    cloud.execute(cloud.rule(2))
    cloud.execute(cloud.rule(3, "TotalCapacity"))
    assert expected(cloud) == 3
    cloud.advance(SOON)
    assert (running(cloud), cloud.states()) == (0, ["InService"] * 3)


def test_rules_are_executed_while_an_activity_runs(cloud: Cloud) -> None:
    """A second activity brings what the first does not."""
    cloud.hook()
    cloud.execute(cloud.rule(1))
    cloud.advance(SOON)
    assert cloud.states() == [*["InService"] * 3, "Pending:Wait"]
    cloud.execute(cloud.rule(3))
    cloud.advance(SOON)
    assert (expected(cloud), running(cloud)) == (6, 2)
    assert cloud.states() == [*["InService"] * 3, *["Pending:Wait"] * 3]


def test_an_alarm_scales_at_once_and_changes_the_number_with_it(cloud: Cloud) -> None:
    """It needs the group for itself, and so does nobody get in between."""
    ari = cloud.rule(2)
    activity = alarm(cloud, ari)
    assert (expected(cloud), running(cloud)) == (5, 1)
    assert refusal(lambda: cloud.execute(ari)) == "ScalingActivityInProgress"
    cloud.fleet()
    assert cloud.activity(activity).status_code == "Successful"
    cloud.hook()
    cloud.execute(ari)
    cloud.advance(SOON)
    assert refusal(lambda: alarm(cloud, ari)) == "ScalingActivityInProgress"


def test_an_instance_that_vanishes_is_replaced(cloud: Cloud) -> None:
    """The number stays, and the group comes back to it."""
    cloud.released("i-0")
    cloud.fleet()
    assert (expected(cloud), cloud.states()) == (3, ["InService"] * 3)


def test_the_number_survives_a_restart(cloud: Cloud) -> None:
    """And so does the time at which the group looks at it."""
    cloud.execute(cloud.rule(2))
    cloud.rehearsal.restart()
    cloud.advance(SOON)
    assert (expected(cloud), cloud.states()) == (5, ["InService"] * 5)


@pytest.mark.parametrize(("process", "by"), [("ScaleOut", 1), ("ScaleIn", -1)])
def test_a_direction_that_is_suspended(cloud: Cloud, process: str, by: int) -> None:
    """Is refused; the other one is not."""
    cloud.rehearsal.state.groups[cloud.group].suspended.add(process)
    assert refusal(lambda: cloud.execute(cloud.rule(by))) == "IncorrectScalingGroupStatus"
    cloud.execute(cloud.rule(-by))


def test_a_group_in_balance_costs_nothing(cloud: Cloud) -> None:
    """No timer runs."""
    cloud.execute(cloud.rule(2))
    cloud.advance(SOON)
    assert not cloud.rehearsal.machine.timers
