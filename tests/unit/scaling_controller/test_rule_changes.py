"""Scaling rules: changed, found, deleted."""

from typing import Any

import pytest

from scalehook_contracts.scaling_controller.rules import DeleteScalingRule, DescribeScalingRules
from support.refusals import refusal
from support.scaling.cloud import REGION, Cloud
from support.scaling.rules import (
    MISMATCH,
    PERCENT,
    SIMPLE,
    TRACKING,
    create,
    describe,
    described,
    modify,
)


def test_what_is_not_given_stays_as_it_is() -> None:
    """The rest is changed, and told."""
    cloud = Cloud()
    rule = create(cloud, **SIMPLE, cooldown=60, scaling_rule_name="grow")
    modify(cloud, rule, adjustment_type="TotalCapacity", adjustment_value=5)
    seen = described(cloud, rule)
    assert (seen["adjustment_type"], seen["adjustment_value"]) == ("TotalCapacity", 5)
    assert (seen["cooldown"], seen["scaling_rule_name"]) == (60, "grow")
    modify(cloud, rule, scaling_rule_name="set")
    assert described(cloud, rule)["scaling_rule_name"] == "set"


def test_a_smallest_change_goes_with_the_change_by_percent() -> None:
    """Nobody could take it back otherwise; given along, it is refused."""
    cloud = Cloud()
    rule = create(cloud, **PERCENT, min_adjustment_magnitude=3)
    code = MISMATCH
    given = {**SIMPLE, "min_adjustment_magnitude": 2}
    assert refusal(lambda: modify(cloud, rule, **given)) == code
    modify(cloud, rule, **SIMPLE)
    assert "min_adjustment_magnitude" not in described(cloud, rule)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"adjustment_type": "PercentChangeInCapacity"}, "InvalidParameter"),  # of -500 per cent
        ({"adjustment_value": 1001}, "InvalidParameter"),
        ({"metric_name": "CpuUtilization"}, "InvalidParameter"),
        ({"scaling_rule_name": "taken"}, "InvalidScalingRuleName.Duplicate"),
    ],
)
def test_changes_that_do_not_fit(changes: dict[str, Any], code: str) -> None:
    """The rule stays as it was."""
    cloud = Cloud()
    create(cloud, **SIMPLE, scaling_rule_name="taken")
    rule = create(cloud, **{**SIMPLE, "adjustment_value": -500})
    before = described(cloud, rule)
    assert refusal(lambda: modify(cloud, rule, **changes)) == code
    assert described(cloud, rule) == before


def test_a_name_may_be_given_again_to_itself_and_after_its_end() -> None:
    """Only another rule of the group takes it away."""
    cloud = Cloud()
    rule = create(cloud, **SIMPLE, scaling_rule_name="grow")
    modify(cloud, rule, scaling_rule_name="grow")
    modify(cloud, rule, scaling_rule_name="later")
    create(cloud, **SIMPLE, scaling_rule_name="grow")
    cloud.ask(DeleteScalingRule(scaling_rule_id=rule))
    create(cloud, **SIMPLE, scaling_rule_name="later")


def test_rules_that_do_not_exist() -> None:
    """Can neither be changed nor deleted, and are passed over when asked for."""
    cloud = Cloud()
    rule = create(cloud, **SIMPLE)
    cloud.ask(DeleteScalingRule(scaling_rule_id=rule))
    code = "InvalidScalingRuleId.NotFound"
    assert refusal(lambda: modify(cloud, rule, adjustment_value=1)) == code
    assert refusal(lambda: cloud.ask(DeleteScalingRule(scaling_rule_id=rule))) == code
    assert describe(cloud, scaling_rule_ids=[rule, "asr-none"]) == []


def test_every_filter_of_rules() -> None:
    """Alone, and with others; the order is that of their making, also when they have changed."""
    cloud = Cloud()
    first = create(cloud, **SIMPLE, scaling_rule_name="one")
    second = create(cloud, **TRACKING, scaling_rule_name="two")
    third = create(cloud, **SIMPLE, scaling_rule_name="three")
    modify(cloud, first, scaling_rule_name="first")
    ari = cloud.ask(DescribeScalingRules(region_id=REGION)).scaling_rules[1].scaling_rule_ari
    for filters, found in (
        ({}, [first, second, third]),
        ({"scaling_group_id": cloud.group}, [first, second, third]),
        ({"scaling_group_id": "asg-none"}, []),
        ({"scaling_rule_names": ["one"]}, []),
        ({"scaling_rule_names": ["first", "two"]}, [first, second]),
        ({"scaling_rule_type": "SimpleScalingRule"}, [first, third]),
        ({"scaling_rule_type": "SimpleScalingRule", "scaling_group_id": cloud.group}, [first, third]),
        ({"scaling_rule_type": "SimpleScalingRule", "scaling_rule_names": ["two", "three"]}, [third]),
        ({"scaling_rule_type": "StepScalingRule"}, []),
        ({"scaling_rule_aris": [ari]}, [second]),
        ({"scaling_rule_aris": [ari], "scaling_rule_type": "SimpleScalingRule"}, []),
        ({"scaling_rule_ids": [third, "asr-none"]}, [third]),
        ({"page_size": 2, "page_number": 2}, [third]),
    ):
        assert [rule.scaling_rule_id for rule in describe(cloud, **filters)] == found, filters


def test_rules_survive_a_restart() -> None:
    """As they were last."""
    cloud = Cloud()
    rule = create(cloud, **TRACKING)
    gone = create(cloud, **SIMPLE)
    modify(cloud, rule, target_value=7, scaling_rule_name="track")
    cloud.ask(DeleteScalingRule(scaling_rule_id=gone))
    before = cloud.rehearsal.state
    cloud.rehearsal.restart()
    assert cloud.rehearsal.state == before
    [seen] = describe(cloud, scaling_rule_names=["track"])
    assert seen.target_value == 7


def test_a_cluster_autoscaler_sets_a_size_with_a_rule_of_its_own() -> None:
    """Made without a name, changed, executed, and deleted while its activity runs."""
    cloud = Cloud().enabled()
    assert describe(cloud, scaling_rule_names=["acs-autogen-increase-rules"]) == []
    rule = create(cloud, adjustment_type="TotalCapacity", adjustment_value=1)
    modify(cloud, rule, adjustment_type="TotalCapacity", adjustment_value=3)
    ari = described(cloud, rule)["scaling_rule_ari"]
    activity = cloud.execute(ari)
    cloud.ask(DeleteScalingRule(scaling_rule_id=rule))
    assert cloud.activity(activity).status_code == "InProgress"
    cloud.fleet()
    assert (cloud.activity(activity).status_code, cloud.states()) == ("Successful", ["InService"] * 3)
