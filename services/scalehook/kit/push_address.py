"""Which addresses a push may go to: not to the machine's own link, where clouds keep their metadata."""

import asyncio
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore
from httpcore import AsyncNetworkBackend, AsyncNetworkStream

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


class AddressRefused(Exception):
    """The endpoint is at an address that pushes may not go to."""


@dataclass(frozen=True)
class GuardedNetwork(AsyncNetworkBackend):
    """Looks a name up once, checks what it stands for, and connects to just that."""

    refused: tuple[Network, ...]
    inner: AsyncNetworkBackend

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:  # fmt: skip
        """A connection; AddressRefused for an address in one of the refused networks."""
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        for address in addresses:
            check(address, self.refused)
        return await self.inner.connect_tcp(
            str(addresses[0]), port, timeout, local_address, socket_options
        )

    async def sleep(self, seconds: float) -> None:
        """Between attempts to connect, of which there is one here."""
        await self.inner.sleep(seconds)


def check(address: Address, refused: Iterable[Network]) -> None:
    """Raises AddressRefused; an IPv4 address in the clothes of IPv6 is one of IPv4."""
    plain = (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address
    if any(plain.version == network.version and plain in network for network in refused):
        raise AddressRefused(f"pushes may not go to {plain}")


def guarded(refused: Iterable[Network]) -> GuardedNetwork:
    """The machine's network without those."""
    return GuardedNetwork(tuple(refused), httpcore.AnyIOBackend())
