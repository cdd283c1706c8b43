"""Rules of a bus: which events go to their targets."""

from typing import Generic, Literal

from pydantic import Field

from scalehook_contracts.base import Event, Fresh, Listed, Part, ReplyT_co
from scalehook_contracts.event_bus.base import Answer, EventBridgeOperation, Told, of_bus, of_rule
from scalehook_contracts.event_bus.buses import NAME
from scalehook_contracts.event_bus.targets import EventTarget, TargetView
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import LargePageSize
from scalehook_contracts.passed_roles import roles_of_targets
from scalehook_contracts.plain import PlainObject

RuleStatus = Literal["ENABLE", "DISABLE"]


class RuleName(Part):
    """What a rule is known by."""

    rule_arn: str = Field(alias="RuleARN")


class RuleCreation(Answer):
    """The new rule."""

    data: RuleName


class RuleOperation(EventBridgeOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on one rule."""

    event_bus_name: str
    rule_name: str

    def resources(self) -> list[str]:
        """The rule."""
        return of_rule(self.event_bus_name, self.rule_name)


class CreateRule(LastingCaller, EventBridgeOperation[RuleCreation]):
    """Makes a rule. `FilterPattern` is a JSON object, `EventTargets` a JSON array."""

    event_bus_name: str
    rule_name: str = Field(min_length=2, max_length=127, pattern=NAME)
    filter_pattern: str
    description: str = Field("", max_length=255)
    status: RuleStatus = "ENABLE"
    event_targets: str = ""

    def resources(self) -> list[str]:
        """The rule."""
        return of_rule(self.event_bus_name, self.rule_name)

    def passed_roles(self) -> list[str]:
        """Those that executions of templates are to act as."""
        return roles_of_targets(self.event_targets)


class RuleView(Part):
    """A rule; it was made at `created_timestamp` (Unix milliseconds)."""

    rule_name: str
    rule_arn: str = Field(alias="RuleARN")
    event_bus_name: str
    description: str
    status: str
    filter_pattern: str
    created_timestamp: Int64
    targets: list[TargetView] = Listed("Target")
    detail_map: PlainObject = Fresh(dict)  # empty: there are none


class RuleAnswer(Answer):
    """One rule."""

    data: RuleView


class GetRule(RuleOperation[RuleAnswer]):
    """Shows a rule."""


class RulePage(Part):
    """Some of them; `total` counts all that were asked for."""

    rules: list[RuleView] = Listed("Rule")
    next_token: str
    total: Int64


class RuleList(Answer):
    """Rules by name."""

    data: RulePage


class ListRules(EventBridgeOperation[RuleList]):
    """Lists the rules of a bus whose names begin so."""

    event_bus_name: str
    rule_name_prefix: str = ""
    limit: LargePageSize = 10
    next_token: str = ""

    def resources(self) -> list[str]:
        """The bus."""
        return of_bus(self.event_bus_name)


class UpdateRule(RuleOperation[Told]):
    """Changes what a rule says; what is not given stays."""

    filter_pattern: str = ""
    description: str | None = Field(None, max_length=255)
    status: RuleStatus | None = None


class DeleteRule(RuleOperation[Answer]):
    """Takes a rule away, and its targets with it. What is on its way to them is dropped."""


class EnableRule(RuleOperation[Answer]):
    """The rule passes events on again."""


class DisableRule(RuleOperation[Answer]):
    """The rule passes no events on."""


class RuleCreated(Event):
    """A rule is there. `caller` gave it its targets; empty: the account."""

    event_bus_name: str
    rule_name: str
    filter_pattern: str
    description: str
    status: RuleStatus
    targets: list[EventTarget] = Listed("Target")
    at: float
    caller: str = ""
    session_policy: str = ""  # of the caller's session


class RuleUpdated(Event):
    """A rule reads so now."""

    event_bus_name: str
    rule_name: str
    filter_pattern: str
    description: str
    status: RuleStatus


class RuleDeleted(Event):
    """A rule is gone."""

    event_bus_name: str
    rule_name: str
