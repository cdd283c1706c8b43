"""The network as pushes see it: a name is looked up once, and what it stands for is connected to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore
from httpcore import AsyncNetworkBackend, AsyncNetworkStream

from scalehook.kit.push.address import Reach


@dataclass(frozen=True)
class GuardedNetwork(AsyncNetworkBackend):
    """Connects to what is allowed."""

    reach: Reach
    inner: AsyncNetworkBackend

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:  # fmt: skip
        """A connection to the first address that takes one; AddressRefused where none may be tried."""
        problem = httpcore.ConnectError(f"{host} has no address")
        for address in await self.reach.addresses(host, port):
            try:
                return await self.inner.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except httpcore.ConnectError as failure:
                problem = failure
        raise problem

    async def sleep(self, seconds: float) -> None:
        """Between attempts to connect, of which there is one here."""
        await self.inner.sleep(seconds)


def guarded(reach: Reach) -> GuardedNetwork:
    """The machine's network, as far as it may be reached."""
    return GuardedNetwork(reach, httpcore.AnyIOBackend())
