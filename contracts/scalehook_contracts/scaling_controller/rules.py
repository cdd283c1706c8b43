"""Scaling rules, and executing them."""

from typing import ClassVar

from scalehook_contracts.base import Done, Event, Listed, Reply
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.scaling_controller.base import ClientToken, EssOperation, Name
from scalehook_contracts.scaling_controller.rule_parts import RuleType
from scalehook_contracts.scaling_controller.rule_settings import RuleSettings
from scalehook_contracts.scaling_controller.rule_views import ScalingRuleView

HYBRID = frozenset({"HybridMetrics", "HybridMonitorNamespace"})  # no such metrics are simulated


class ScalingRuleCreation(Reply):
    """The new rule's id and resource identifier."""

    scaling_rule_id: str
    scaling_rule_ari: str


class CreateScalingRule(RuleSettings, EssOperation[ScalingRuleCreation]):
    """Creates a scaling rule."""

    unsupported: ClassVar[frozenset[str]] = HYBRID

    scaling_group_id: str
    scaling_rule_name: Name | None = None
    scaling_rule_type: RuleType = "SimpleScalingRule"
    region_id: str = ""


class ModifyScalingRule(RuleSettings, EssOperation[Done]):
    """Changes a rule; what is not given stays. Its type stays, too."""

    unsupported: ClassVar[frozenset[str]] = HYBRID

    scaling_rule_id: str
    scaling_rule_name: Name | None = None
    region_id: str = ""


class DeleteScalingRule(EssOperation[Done]):
    """Deletes a rule. What its execution has begun goes on."""

    scaling_rule_id: str
    region_id: str = ""


class ScalingActivityStart(Reply):
    """The activity that began; none where only the expected number of instances was changed."""

    scaling_activity_id: str


class ExecuteScalingRule(EssOperation[ScalingActivityStart]):
    """Executes a rule now, whatever the cooldown; the change is cut to MinSize and MaxSize."""

    scaling_rule_ari: str
    client_token: ClientToken = ""
    breach_threshold: float | None = None  # this and the next: of step rules
    metric_value: float | None = None
    region_id: str = ""


class ScalingRulePage(Page, Reply):
    """One page of rules."""

    scaling_rules: list[ScalingRuleView] = Listed("ScalingRule")


class DescribeScalingRules(EssOperation[ScalingRulePage]):
    """Lists rules; ids and names that do not exist are passed over."""

    region_id: str
    scaling_group_id: str = ""
    scaling_rule_ids: list[str] = Listed("ScalingRuleId", max_length=100)
    scaling_rule_names: list[str] = Listed("ScalingRuleName", max_length=100)
    scaling_rule_aris: list[str] = Listed("ScalingRuleAri", max_length=100)
    scaling_rule_type: RuleType | None = None
    show_alarm_rules: bool = False
    page_number: PageNumber = 1
    page_size: PageSize = 10


class ScalingRuleCreated(Event):
    """A rule exists."""

    scaling_rule_id: str
    scaling_rule_name: str
    request: CreateScalingRule


class ScalingRuleModified(Event):
    """A rule now reads so, as if it had been created like this."""

    scaling_rule_id: str
    scaling_rule_name: str
    request: CreateScalingRule


class ScalingRuleDeleted(Event):
    """A rule is gone."""

    scaling_rule_id: str
    scaling_group_id: str
