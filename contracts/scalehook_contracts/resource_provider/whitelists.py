"""Whitelists of databases, as attributes."""

from scalehook_contracts.resource_provider.declaration import Attribute

WHITELISTS = "Whitelists"
FIRST = "default"  # the whitelist that every database has
LOCALHOST = "127.0.0.1"


def whitelists() -> Attribute:
    """The whitelists of a database: at first it lets in nobody."""
    return Attribute(WHITELISTS, {FIRST: [LOCALHOST]})
