"""The memory of servers at rest."""

import statistics

from benchmarks import servers
from benchmarks.row import Row

ROUNDS = 3


async def rows() -> list[Row]:
    """Resident, some moments after the start."""
    ours, other = [], []
    for _ in range(ROUNDS):
        with servers.scalehook() as server:
            ours.append(server.resident_mib())
        with servers.moto() as server:
            other.append(server.resident_mib())
    note = "embedded server; other: moto_server"
    return [Row("rest_memory", statistics.median(ours), "MiB", note, statistics.median(other))]
