"""Scaling rules on the wire: the older version, odd spellings, XML."""

import re
from typing import Any

import pytest
from alibabacloud_ess20140828 import models as m14
from aliyunsdkess.request.v20140828 import DescribeScalingRulesRequest

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.rules import create


@pytest.fixture
def group(clients: Clients) -> Group:
    return Group(clients)


def test_the_older_version_wraps_its_lists(clients: Clients, group: Group) -> None:
    """Steps and dimensions go and come in their own names."""
    made = clients.ess2014.create_scaling_rule(
        m14.CreateScalingRuleRequest(
            scaling_group_id=group.id,
            scaling_rule_type="StepScalingRule",
            adjustment_type="PercentChangeInCapacity",
            min_adjustment_magnitude=2,
            step_adjustment=[
                m14.CreateScalingRuleRequestStepAdjustment(
                    metric_interval_lower_bound=0, scaling_adjustment=10
                )
            ],
        )
    )
    answer = clients.ess2014.describe_scaling_rules(
        m14.DescribeScalingRulesRequest(
            region_id=clients.region, scaling_rule_id=[made.body.scaling_rule_id], show_alarm_rules=True
        )
    )
    [seen] = answer.body.scaling_rules.scaling_rule
    [one] = seen.step_adjustments.step_adjustment
    assert (one.metric_interval_lower_bound, one.scaling_adjustment) == (0, 10)
    assert (seen.min_adjustment_magnitude, seen.alarms.alarm) == (2, [])
    clients.ess2014.modify_scaling_rule(
        m14.ModifyScalingRuleRequest(
            scaling_rule_id=made.body.scaling_rule_id, min_adjustment_magnitude=3
        )
    )
    clients.ess2014.delete_scaling_rule(
        m14.DeleteScalingRuleRequest(scaling_rule_id=made.body.scaling_rule_id)
    )


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"AdjustmentValue": "1_0"}, "InvalidParameter"),
        ({"AdjustmentValue": "1.5"}, "InvalidParameter"),
        ({"AdjustmentValue": "ten"}, "InvalidParameter"),
        ({"AdjustmentValue": "9" * 30}, "InvalidParameter"),
        ({"AdjustmentValue": ""}, "MissingParameter"),
        ({"AdjustmentValue": 1, "Cooldown": "nan"}, "InvalidParameter"),
    ],
)
def test_numbers_in_odd_spellings(
    clients: Clients, group: Group, parameters: dict[str, Any], code: str
) -> None:
    """What is no whole number is refused."""
    call = Actions(clients)
    given = {"ScalingGroupId": group.id, "AdjustmentType": "TotalCapacity", **parameters}
    assert call.code("CreateScalingRule", **given) == code


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"StepAdjustment__1__MetricIntervalLowerBound": 0}, "MissingParameter"),
        (
            {
                "StepAdjustment__3__MetricIntervalLowerBound": "nan",
                "StepAdjustment__3__ScalingAdjustment": 1,
            },
            "InvalidParameter",
        ),
        (
            {
                "StepAdjustment__7__MetricIntervalLowerBound": "1e1",
                "StepAdjustment__7__ScalingAdjustment": 1,
                "StepAdjustment__2__MetricIntervalLowerBound": 0,
                "StepAdjustment__2__MetricIntervalUpperBound": 10,
                "StepAdjustment__2__ScalingAdjustment": 2,
            },
            "",
        ),
    ],
)
def test_steps_in_odd_spellings(
    clients: Clients, group: Group, parameters: dict[str, Any], code: str
) -> None:
    """A list may have holes; a step needs its adjustment, and bounds that are numbers."""
    call = Actions(clients)
    given = {"ScalingRuleType": "StepScalingRule", "AdjustmentType": "TotalCapacity", **parameters}
    assert call.code("CreateScalingRule", ScalingGroupId=group.id, **given) == code


def test_rules_as_xml(clients: Clients, group: Group) -> None:
    """Lists repeat their items inside of their own element."""
    create(group, adjustment_type="TotalCapacity", adjustment_value=3)
    request = DescribeScalingRulesRequest.DescribeScalingRulesRequest()
    request.set_ScalingGroupId(group.id)
    request.set_accept_format("XML")
    request.set_endpoint(clients.address)
    _, _, answer = clients.core.get_response(request)
    body = answer.decode()
    assert re.search(r"<ScalingRules><ScalingRule>.*</ScalingRule></ScalingRules>", body)
    assert "<AdjustmentValue>3</AdjustmentValue>" in body
