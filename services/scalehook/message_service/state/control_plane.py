"""What only the control plane knows: the account's attributes, event rules, who may come in."""

from collections import deque
from dataclasses import dataclass, field

from sortedcontainers import SortedList

from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook.message_service.state.public_endpoint import PublicEndpoint
from scalehook_contracts.message_service.control_plane.account import LogAttributes
from scalehook_contracts.message_service.control_plane_events import EventRuleCreated


@dataclass(frozen=True)
class ClientCall:
    """A call that gave a ClientToken: a digest of what it asked for, and when (Unix seconds)."""

    fingerprint: str
    used_at: float


@dataclass
class ControlPlaneFacts:
    """The account's attributes, its public endpoint, and its event rules by `rule_key`. `client_calls`
    are in order of their use.
    """

    endpoint: PublicEndpoint = field(default_factory=PublicEndpoint)
    log: LogAttributes = field(default_factory=LogAttributes)
    rules: dict[str, EventRuleCreated] = field(default_factory=dict)
    client_calls: dict[str, ClientCall] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rule_keys = SortedList(self.rules)
        calls = self.client_calls.items()
        self.used = deque(Ended(moment(call.used_at), key) for key, call in calls)

    def add_rule(self, rule: EventRuleCreated) -> None:
        """A rule is new."""
        key = rule_key(rule.product_name, rule.rule_name)
        self.rules[key] = rule
        self.rule_keys.add(key)

    def remove_rule(self, key: str) -> None:
        """A rule is gone."""
        del self.rules[key]
        self.rule_keys.remove(key)

    def use_token(self, key: str, call: ClientCall) -> None:
        """A call is done; one with its token whose time was over is forgotten."""
        if key in self.client_calls:
            self.forget_token(key)
        self.client_calls[key] = call
        self.used.append(Ended(moment(call.used_at), key))

    def forget_token(self, key: str) -> None:
        """A call of long ago."""
        call = self.client_calls.pop(key)
        self.used.remove(Ended(moment(call.used_at), key))


def rule_key(product_name: str, rule_name: str) -> str:
    """Of one rule: names of products have no slashes."""
    return f"{product_name}/{rule_name}"
