"""A server group of an ALB."""

from dataclasses import dataclass, field

from scalehook.fleet.state.load_balancers import Servers
from scalehook_contracts.fleet.server_groups import ServerGroupCreated


@dataclass
class ServerGroup:
    """A server group."""

    created: ServerGroupCreated
    servers: Servers = field(default_factory=dict)
