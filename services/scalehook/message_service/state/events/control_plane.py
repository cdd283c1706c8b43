"""What happens to the account, its public endpoint and its event rules."""

from scalehook.message_service.state.control_plane import rule_key
from scalehook.message_service.state.root import State
from scalehook_contracts.message_service.control_plane_events import (
    EndpointAclAuthorized,
    EndpointAclRevoked,
    EndpointSwitched,
    EventRuleCreated,
    EventRuleDeleted,
    LogAttributesSet,
)


def log_attributes_set(event: LogAttributesSet, state: State) -> None:
    """The account is described in another way."""
    state.control_plane.log = event.attributes


def endpoint_switched(event: EndpointSwitched, state: State) -> None:
    """The public endpoint is there, or not."""
    state.control_plane.endpoint.switch(event.enabled)


def endpoint_acl_authorized(event: EndpointAclAuthorized, state: State) -> None:
    """Networks are let in."""
    state.control_plane.endpoint.authorize(event.cidrs, event.at)


def endpoint_acl_revoked(event: EndpointAclRevoked, state: State) -> None:
    """Networks are listed no more."""
    state.control_plane.endpoint.revoke(event.cidrs)


def event_rule_created(event: EventRuleCreated, state: State) -> None:
    """A rule more."""
    state.control_plane.add_rule(event)


def event_rule_deleted(event: EventRuleDeleted, state: State) -> None:
    """A rule less."""
    state.control_plane.remove_rule(rule_key(event.product_name, event.rule_name))
