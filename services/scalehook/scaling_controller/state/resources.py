"""Load balancers, server groups and databases that there are, as far as has been heard of them."""

from dataclasses import dataclass, field

ServerGroupType = str  # ALB, NLB, GWLB


@dataclass
class Balancer:
    """A load balancer: whether it works, its listeners' ports and which of them check their servers, how
    many servers it has, and its groups of servers.
    """

    active: bool = True
    listeners: dict[int, bool] = field(default_factory=dict)
    servers: int = 0
    groups: set[str] = field(default_factory=set)

    @property
    def checks(self) -> bool:
        """Whether a listener looks after its servers."""
        return any(self.listeners.values())


@dataclass
class Resources:
    """By their ids. Server groups with their types, databases with the number of addresses that their
    first whitelist has.
    """

    load_balancers: dict[str, Balancer] = field(default_factory=dict)
    server_groups: dict[str, ServerGroupType] = field(default_factory=dict)
    databases: dict[str, int] = field(default_factory=dict)
