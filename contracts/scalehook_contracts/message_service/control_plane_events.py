"""What the control plane has changed that REST does not know. Events are called by their owner alone,
whichever API they come from.
"""

from scalehook_contracts.base import Event, Fresh, Listed
from scalehook_contracts.message_service.control_plane.account import LogAttributes
from scalehook_contracts.message_service.control_plane.event_rules import MatchRule, RuleEndpoint
from scalehook_contracts.numbers import Int64


class LogAttributesSet(Event):
    """The account has these attributes from now on."""

    attributes: LogAttributes


class EndpointSwitched(Event):
    """The public endpoint is there, or not."""

    enabled: bool


class EndpointAclAuthorized(Event):
    """These networks are let in, since `at` (Unix seconds)."""

    cidrs: list[str] = Listed("Cidr")
    at: Int64


class EndpointAclRevoked(Event):
    """These networks are listed no more."""

    cidrs: list[str] = Listed("Cidr")


class EventRuleCreated(Event):
    """A product has a rule more."""

    product_name: str
    rule_name: str
    delivery_mode: str = ""
    event_types: list[str] = Listed("EventType")
    match_rules: list[list[MatchRule]] = Fresh(list)
    endpoints: list[RuleEndpoint] = Listed("Endpoint")
    create_time: Int64  # Unix seconds


class EventRuleDeleted(Event):
    """A product has a rule less."""

    product_name: str
    rule_name: str
