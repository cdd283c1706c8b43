"""Scaling rules, and executing them."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Event, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.scaling_controller.base import (
    ClientToken,
    EssOperation,
    Name,
)

AdjustmentType = Literal["QuantityChangeInCapacity", "PercentChangeInCapacity", "TotalCapacity"]


class ScalingRuleCreation(Reply):
    """The new rule's id and resource identifier."""

    scaling_rule_id: str
    scaling_rule_ari: str


class CreateScalingRule(EssOperation[ScalingRuleCreation]):
    """Creates a simple scaling rule."""

    scaling_group_id: str
    scaling_rule_name: Name | None = None
    scaling_rule_type: Literal["SimpleScalingRule"] = "SimpleScalingRule"
    adjustment_type: AdjustmentType
    adjustment_value: Int64
    min_adjustment_magnitude: int | None = Field(None, ge=1, le=1000)
    cooldown: int | None = Field(None, ge=0, le=86400)
    region_id: str = ""

    def resources(self) -> list[str]:
        """The group."""
        return [f"scalinggroup/{self.scaling_group_id}"]


class ScalingActivityStart(Reply):
    """The activity that began."""

    scaling_activity_id: str


class ExecuteScalingRule(EssOperation[ScalingActivityStart]):
    """Executes a rule now, whatever the cooldown; the change is cut to MinSize and MaxSize."""

    scaling_rule_ari: str
    client_token: ClientToken = ""
    breach_threshold: float | None = None
    metric_value: float | None = None
    region_id: str = ""


class ScalingRuleView(Part):
    """A rule, as it is described."""

    scaling_rule_id: str
    scaling_rule_ari: str
    scaling_rule_name: str
    scaling_group_id: str
    scaling_rule_type: str
    adjustment_type: str
    adjustment_value: Int64
    min_adjustment_magnitude: Int64 | None = None
    cooldown: Int64 | None = None
    alarms: list[str] = Listed("Alarm")
    step_adjustments: list[str] = Listed("StepAdjustment")


class ScalingRulePage(Page, Reply):
    """One page of rules."""

    scaling_rules: list[ScalingRuleView] = Listed("ScalingRule")


class DescribeScalingRules(EssOperation[ScalingRulePage]):
    """Lists rules."""

    region_id: str
    scaling_group_id: str = ""
    scaling_rule_ids: list[str] = Listed("ScalingRuleId")
    scaling_rule_names: list[str] = Listed("ScalingRuleName")
    scaling_rule_aris: list[str] = Listed("ScalingRuleAri")
    scaling_rule_type: str = ""
    page_number: PageNumber = 1
    page_size: PageSize = 10


class ScalingRuleCreated(Event):
    """A rule exists."""

    scaling_rule_id: str
    scaling_rule_name: str
    request: CreateScalingRule
