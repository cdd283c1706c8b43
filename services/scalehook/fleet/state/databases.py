"""A database, and its whitelists."""

from dataclasses import dataclass, field

from scalehook_contracts.fleet.databases import DBInstanceCreated
from scalehook_contracts.fleet.whitelists import WhitelistNetwork

DEFAULT = "default"  # the whitelist that every database has


@dataclass
class Whitelist:
    """Addresses and networks that are let in, in the order in which they came."""

    addresses: dict[str, None] = field(default_factory=dict)
    attribute: str = ""
    network_type: WhitelistNetwork = "MIX"


@dataclass
class Database:
    """A database; whitelists by their names."""

    created: DBInstanceCreated
    whitelists: dict[str, Whitelist] = field(default_factory=dict)
