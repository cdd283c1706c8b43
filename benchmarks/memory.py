"""The memory of servers at rest."""

import statistics

from benchmarks import servers
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row

AIM = Aim(50, alone=True)


async def rows(extent: Extent) -> list[Row]:
    """Resident, as soon as the server is ready."""
    ours: list[float] = []
    others: list[float] = []
    for _ in range(extent.rounds):
        with servers.scalehook() as server, servers.moto() as other:
            ours.append(server.resident_mib())
            others += [other.resident_mib()] if other else []
    note = "embedded server; other: moto_server"
    against = statistics.median(others) if others else None
    return [Row("rest_memory", statistics.median(ours), "MiB", note, against, aim=AIM)]
