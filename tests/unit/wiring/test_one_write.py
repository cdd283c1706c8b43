"""How answers are written to their connections."""

import asyncio
import socket

from scalehook.gateway.settings import GatewaySettings
from scalehook.wiring.one_write import GatheringTransport
from scalehook.wiring.server import listen


class Transport(asyncio.Transport):
    def __init__(self) -> None:
        self.done: list[object] = []

    def write(self, data: bytes) -> None:
        self.done.append(data)

    def close(self) -> None:
        self.done.append("closed")

    def is_closing(self) -> bool:
        return "closed" in self.done


async def test_what_is_written_together_goes_out_in_one_write() -> None:
    """Head and body of an answer; the next answer is another write."""
    transport = Transport()
    gathering = GatheringTransport(transport)
    gathering.write(b"head")
    gathering.write(b"body")
    assert transport.done == []
    await asyncio.sleep(0)
    gathering.write(b"next")
    await asyncio.sleep(0)
    assert transport.done == [b"headbody", b"next"]


async def test_closing_loses_nothing() -> None:
    """What is gathered is written before the connection ends, and nothing after it."""
    transport = Transport()
    gathering = GatheringTransport(transport)
    gathering.write(b"last")
    gathering.close()
    await asyncio.sleep(0)
    assert transport.done == [b"last", "closed"]
    assert gathering.is_closing()


def test_small_writes_are_not_held_back() -> None:
    """Event loops switch Nagle's algorithm off only where the listening socket says that it is TCP's."""
    with listen(GatewaySettings(port=0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP
