"""Which addresses a push may go to: this machine's, and what a setting allows; its link never."""

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
LOCAL = (IPv4Address("127.0.0.1"), IPv6Address("::1"))
# IPv6 addresses that end in one of IPv4: NAT64's, and those that are compatible.
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))
# Threads of their own: names that nobody answers for would take all that a process has for other work.
LOOKING = ThreadPoolExecutor(32, "address")


class AddressRefused(Exception):
    """The endpoint is at an address that pushes may not go to."""


@dataclass(frozen=True)
class Reach:
    """The networks that pushes may go to, and those that they may not, whatever is allowed."""

    allowed: tuple[Network, ...]
    refused: tuple[Network, ...]

    def check(self, address: Address) -> None:
        """Raises AddressRefused; an IPv4 address in the clothes of IPv6 is one of IPv4. What leads to
        one by some gateway must not be refused either.
        """
        plain = (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address
        if any(_within(each, self.refused) for each in (plain, *_beyond(plain))):
            raise AddressRefused(f"pushes may not go to {plain}")
        if not _within(plain, self.allowed):
            raise AddressRefused(
                f"pushes may not go to {plain}: it is in no network of SCALEHOOK_MNS_PUSH_ALLOWED"
            )

    def verdict(self, host: str) -> str | None:
        """Why pushes may not go there, or nothing; None for a name, which has to be looked up."""
        found = _written(host)
        if found is None:
            return None
        try:
            for address in found:
                self.check(address)
        except AddressRefused as refusal:
            return str(refusal)
        return ""

    async def addresses(self, host: str, port: int) -> list[Address]:
        """What a host stands for, all of it allowed. AddressRefused; OSError for an unknown name."""
        found = await _looked_up(host, port)
        for address in found:
            self.check(address)
        return found


async def _looked_up(host: str, port: int) -> list[Address]:
    """What is on this machine needs no look-up: those of others may take long, and hold it not up."""
    written = _written(host)
    if written is not None:
        return written
    loop = asyncio.get_running_loop()
    look = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    answers: Iterable[Any] = await loop.run_in_executor(LOOKING, look)
    return [ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]


def _written(host: str) -> list[Address] | None:
    if host == "localhost":
        return list(LOCAL)
    try:
        return [ip_address(host)]
    except ValueError:
        return None


def _beyond(address: Address) -> list[Address]:
    """The IPv4 addresses to which gateways may take packets for one of IPv6."""
    if not isinstance(address, IPv6Address):
        return []
    low = IPv4Address(int(address) & 0xFFFF_FFFF)
    ways = (
        address.sixtofour,
        *(address.teredo or ()),
        low if int(address) > 1 and _within(address, TRANSLATED) else None,
    )
    return [way for way in ways if way is not None]


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)
