"""Addresses and networks, as they are given to RDS: with commas between them."""

from ipaddress import IPv4Network

from scalehook_contracts.errors import ApiError
from scalehook_contracts.networks import network_of

MOST = 1000  # in one whitelist


def read(text: str, refusal: type[ApiError]) -> list[str]:
    """Each one as it was given; `refusal` where one is none, or where there are too many."""
    found = [part.strip() for part in text.split(",")]
    if len(found) > MOST:
        raise refusal()
    for part in found:
        try:
            network = network_of(part)
        except ValueError as problem:
            raise refusal() from problem
        if not isinstance(network, IPv4Network):
            raise refusal()
    return found
