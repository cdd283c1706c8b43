"""Event rules: which events of other products go to a queue or a topic. Kept and described; nothing here
sends such events.
"""

from typing import Annotated, ClassVar, Generic, Literal

from pydantic import BeforeValidator, Field

from scalehook_contracts.base import Listed, Part, ReplyT_co
from scalehook_contracts.given_json import exactly, json_text
from scalehook_contracts.message_service.control_plane.base import (
    ControlPlaneOperation,
    ControlPlaneReply,
    Counted,
    Paged,
    Told,
)
from scalehook_contracts.message_service.control_plane.parameters import PageSize
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import PlainObject

MOST_ENDPOINTS = MOST_GROUPS = 10
MOST_IN_A_GROUP = 5
MOST_TYPES = 100
PRODUCT = r"^[A-Za-z0-9_.:-]+$"


class RuleEndpoint(Part):
    """Where events go: a topic, or a queue, by its name."""

    endpoint_type: Literal["topic", "queue"]
    endpoint_value: str = Field(min_length=1)


class MatchRule(Part):
    """What an event must be about, or must not: by a name, or by how it begins and ends."""

    match_state: bool = True
    name: str = ""
    prefix: str = ""
    suffix: str = ""


MatchGroup = Annotated[
    list[Annotated[MatchRule, BeforeValidator(exactly(MatchRule))]], Field(max_length=MOST_IN_A_GROUP)
]
GivenEndpoint = Annotated[RuleEndpoint, BeforeValidator(exactly(RuleEndpoint))]


class RuleOperation(ControlPlaneOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a rule; names are a product's own."""

    product_name: str = Field(max_length=64, pattern=PRODUCT)
    rule_name: str = Field(max_length=256)


class CreateEventRule(RuleOperation[Told]):
    """Make a rule; one with the same name and contents is left as it is. An event is meant that fits all
    of one group.
    """

    event_types: Annotated[
        list[str], BeforeValidator(json_text), Field(min_length=1, max_length=MOST_TYPES)
    ] = Listed("EventType", default_factory=None)
    match_rules: Annotated[list[MatchGroup], BeforeValidator(json_text), Field(max_length=MOST_GROUPS)]
    endpoint: Annotated[RuleEndpoint | None, BeforeValidator(exactly(RuleEndpoint))] = None
    endpoints: Annotated[
        list[GivenEndpoint], BeforeValidator(json_text), Field(max_length=MOST_ENDPOINTS)
    ] = Listed("Endpoint")
    delivery_mode: Literal["", "BROADCAST", "DIRECT"] = ""
    client_token: str = Field("", max_length=64)


class EventRuleView(Part):
    """A rule."""

    rule_name: str
    delivery_mode: str | None = None
    endpoint: RuleEndpoint
    event_types: list[str] = Listed("EventType")
    match_rules: list[list[PlainObject]] = Listed("MatchRule")  # groups of `MatchRule`s
    subscriptions: list[RuleEndpoint] = Listed("Subscription")
    topic_name: str | None = None


class EventRuleAnswer(ControlPlaneReply):
    """One rule."""

    data: EventRuleView


class GetEventRule(RuleOperation[EventRuleAnswer]):
    """Shows a rule."""


class EventRulePage(Counted):
    """Some of them; `next_token` is empty on the last."""

    page_data: list[EventRuleView] = Listed("PageData")
    max_results: Int64
    next_token: str


class EventRuleList(ControlPlaneReply):
    """Rules by product and name."""

    data: EventRulePage


class ListEventRules(Paged, ControlPlaneOperation[EventRuleList]):
    """The rules whose names begin with `RuleName`, of this product, that send to this topic or endpoint.
    A token asks for the page after the one that ended with it, whatever `PageNum` says.
    """

    unsupported: ClassVar[frozenset[str]] = frozenset({"ResourceName"})

    product_name: str = ""
    rule_name: str = ""
    topic_name: str = ""
    subscription: Annotated[RuleEndpoint | None, BeforeValidator(exactly(RuleEndpoint))] = None
    max_results: PageSize | None = None
    next_token: str = ""


class DeleteEventRule(RuleOperation[ControlPlaneReply]):
    """Deletes a rule; one that is gone already is no error."""
