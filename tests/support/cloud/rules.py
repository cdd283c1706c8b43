"""Scaling rules of a group through the official 2022 SDK, in few words."""

from typing import Any

from alibabacloud_ess20220222 import models as m

from support.cloud.group import Group


def create(group: Group, **settings: Any) -> Any:
    request = m.CreateScalingRuleRequest(scaling_group_id=group.id, **settings)
    return group.ess.create_scaling_rule(request).body


def modify(group: Group, rule: str, **settings: Any) -> None:
    group.ess.modify_scaling_rule(m.ModifyScalingRuleRequest(scaling_rule_id=rule, **settings))


def delete(group: Group, rule: str) -> None:
    group.ess.delete_scaling_rule(m.DeleteScalingRuleRequest(scaling_rule_id=rule))


def describe(group: Group, **filters: Any) -> list[Any]:
    request = m.DescribeScalingRulesRequest(region_id=group.clients.region, **filters)
    return list(group.ess.describe_scaling_rules(request).body.scaling_rules)


def step(low: float | None, high: float | None, by: int) -> Any:
    return m.CreateScalingRuleRequestStepAdjustments(
        metric_interval_lower_bound=low, metric_interval_upper_bound=high, scaling_adjustment=by
    )


def adjust(group: Group, **settings: Any) -> Any:
    given = {"adjustment_type": "QuantityChangeInCapacity", "adjustment_value": 1, **settings}
    request = m.ScaleWithAdjustmentRequest(scaling_group_id=group.id, **given)
    return group.ess.scale_with_adjustment(request).body
