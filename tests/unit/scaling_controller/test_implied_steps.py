"""Steps that go without saying: a journal names only those that cannot be told otherwise."""

from typing import Any

import pytest

from scalehook.scaling_controller.state import Activity
from scalehook.scaling_controller.state.events.activities import StepBegun
from scalehook.scaling_controller.state.events.executions import ScalingRuleExecuted
from support.scaling.cloud import Cloud


def recorded(cloud: Cloud, kind: type[Any]) -> list[Any]:
    events = (event for entry in cloud.rehearsal.entries() for event in entry.recorded)
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.parametrize("restart", [False, True])
def test_the_first_step_and_the_hooks_go_without_saying(restart: bool) -> None:
    """An activity that names no step is at its first, or at its hooks; a start finds it there, too."""
    cloud = Cloud().enabled()
    cloud.hook()
    cloud.hook(lifecycle_transition="SCALE_IN", default_result="CONTINUE")
    for by, held, left in ((1, "Pending:Wait", "InService"), (-1, "Removing:Wait", "")):
        activity = cloud.scale(by)
        assert cloud.states() == [held]
        if restart:
            cloud.rehearsal.restart()
        [action] = cloud.actions(activity)
        cloud.complete(action, "CONTINUE")
        assert cloud.states() == ([left] if left else [])
    assert [event.step for event in recorded(cloud, StepBegun)] == ["detach", "release"]


def test_a_step_with_something_to_wait_for_is_named_and_so_are_those_behind() -> None:
    """Whitelists come before the hooks; back ends behind them."""
    cloud = Cloud(load_balancers='["lb-1"]', databases='["rm-1"]').enabled()
    cloud.hook()
    activity = cloud.scale(1)
    assert cloud.states() == ["Pending:Wait"]
    cloud.complete(cloud.actions(activity)[0], "CONTINUE")
    assert cloud.states() == ["InService"]
    assert [event.step for event in recorded(cloud, StepBegun)] == ["admit", "hold", "attach"]


def test_a_rule_without_cooldown_and_warm_up_leaves_no_note() -> None:
    """The group's own cooldown holds then; what a rule says is noted."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    assert recorded(cloud, ScalingRuleExecuted) == []
    cloud.execute(cloud.rule(1, cooldown=0))
    assert [(event.cooldown, event.warmup) for event in recorded(cloud, ScalingRuleExecuted)] == [(0, 0)]


def test_an_instance_that_runs_before_it_is_heard_of_is_known_after_a_start() -> None:
    """What follows from an activity's fields follows from each of them alone."""
    begun = ("asa-1", "asg-1", "SCALE_OUT", 1, 0, "", "APIs", "", "", 0.0)
    early = Activity(*begun, started_ids=["i-1"])
    assert (early.started, dict(early.staying), early.booting) == ({"i-1"}, {}, set())
    later = Activity(
        *begun, instance_ids=["i-1", "i-2"], created_ids=["i-1", "i-2"], removed_ids=["i-2"]
    )
    assert (later.started, list(later.staying), later.booting) == (set(), ["i-1"], {"i-1"})
