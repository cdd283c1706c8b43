"""The public endpoint of Message Service: whether it is there, and who may come in by it."""

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

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
