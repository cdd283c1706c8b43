"""What only the control plane knows: who may come in, the account's attributes, event rules."""

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from sortedcontainers import SortedList

from scalehook_contracts.message_service.control_plane.account import LogAttributes
from scalehook_contracts.message_service.control_plane.event_rules import EventRuleCreated

MOST_KEPT = 1000  # verdicts; addresses are many only where somebody makes them so


@dataclass(frozen=True)
class Admission:
    """A network that is let in, as it was given; `create_time` in Unix seconds."""

    cidr: str
    create_time: int


def network_of(cidr: str) -> IPv4Network | IPv6Network:
    """A network or a single address; ValueError for anything else. Bits of a host are no harm."""
    return ip_network(cidr, strict=False)


@dataclass
class PublicEndpoint:
    """Whether it is there, and who is let in: everybody, as long as no network is listed."""

    enabled: bool = True
    admissions: list[Admission] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._verdicts: dict[str, bool] = {}

    @property
    def is_open(self) -> bool:
        """Whether everybody may come in."""
        return self.enabled and not self.admissions

    def admits(self, address: str) -> bool:
        """Whether a client at this address may come in."""
        if self.is_open:
            return True
        verdict = self._verdicts.get(address)
        if verdict is None:
            if len(self._verdicts) >= MOST_KEPT:
                self._verdicts.clear()
            verdict = self._verdicts[address] = self.enabled and self._lists(address)
        return verdict

    def switch(self, enabled: bool) -> None:
        """It is there, or not."""
        self.enabled = enabled
        self._verdicts.clear()

    def authorize(self, cidrs: list[str], at: int) -> None:
        """These are let in, as far as they were not."""
        known = {network_of(admission.cidr) for admission in self.admissions}
        for cidr in cidrs:
            network = network_of(cidr)
            if network not in known:
                known.add(network)
                self.admissions.append(Admission(cidr, at))
        self._verdicts.clear()

    def revoke(self, cidrs: list[str]) -> None:
        """These are listed no more."""
        gone = set(map(network_of, cidrs))
        self.admissions = [one for one in self.admissions if network_of(one.cidr) not in gone]
        self._verdicts.clear()

    def _lists(self, text: str) -> bool:
        try:
            address = ip_address(text)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)  # of a socket that takes both
        return any((mapped or address) in network_of(one.cidr) for one in self.admissions)


@dataclass
class ControlPlane:
    """The account's attributes, its public endpoint, and its event rules by `rule_key`."""

    endpoint: PublicEndpoint = field(default_factory=PublicEndpoint)
    log: LogAttributes = field(default_factory=LogAttributes)
    rules: dict[str, EventRuleCreated] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rule_keys = SortedList(self.rules)

    def add_rule(self, rule: EventRuleCreated) -> None:
        """A rule is new."""
        key = rule_key(rule.product_name, rule.rule_name)
        self.rules[key] = rule
        self.rule_keys.add(key)

    def remove_rule(self, key: str) -> None:
        """A rule is gone."""
        del self.rules[key]
        self.rule_keys.remove(key)


def rule_key(product_name: str, rule_name: str) -> str:
    """Of one rule: names of products have no slashes."""
    return f"{product_name}/{rule_name}"
