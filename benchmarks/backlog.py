"""Receives per second from a queue with many messages, and from one with few."""

from benchmarks import requests_of_mns, servers
from benchmarks.alternating import Measure, medians
from benchmarks.extent import Extent
from benchmarks.load import per_second
from benchmarks.row import Row
from benchmarks.servers import Server

BACKLOG, COUNT, AT_A_TIME = 100_000, 3_000, 16


async def rows(extent: Extent) -> list[Row]:
    """What was received stays in the queue, held by its consumer."""
    with servers.scalehook() as server:
        for name in ("many", "few"):
            await per_second(server.address, [requests_of_mns.create_queue(server, name)], 1)
        await _send(server, "many", BACKLOG)
        seen = await medians(extent.rounds, _receives(server, "many"), _receives(server, "few", COUNT))
    note = f"{BACKLOG:,} messages waiting; other: as many as are received"
    return [Row("mns_backlog", seen[0], "receives/s", note, seen[1])]


def _receives(server: Server, queue: str, before: int = 0) -> Measure:
    async def measure() -> float:
        await _send(server, queue, before)
        receives = [requests_of_mns.receive_message(server, queue) for _ in range(COUNT)]
        return await per_second(server.address, receives, AT_A_TIME)

    return measure


async def _send(server: Server, queue: str, count: int) -> None:
    sends = [requests_of_mns.send_message(server, queue, f"message {n}") for n in range(count)]
    await per_second(server.address, sends, AT_A_TIME)
