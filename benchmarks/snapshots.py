"""`python -m benchmarks.snapshots JOURNAL ROUNDS`: a service takes snapshots; the longest gaps of its
event loop, in ms, as JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.histories import QUEUE, TEXT
from benchmarks.running import running
from scalehook.kit.host.snapshotting import Snapshots
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect
from scalehook.message_service.service import SERVICE
from scalehook_contracts.message_service.messages import SendMessage


@dataclass
class Gaps:
    """The longest time between two turns of the loop: on the wall, and of its own thread."""

    wall: float = 0
    cpu: float = 0

    async def watch(self) -> None:
        """Until it is cancelled."""
        wall, cpu = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.perf_counter(), time.thread_time()
            self.wall, self.cpu = max(self.wall, now[0] - wall), max(self.cpu, now[1] - cpu)
            wall, cpu = now


async def _main(path: Path, rounds: int) -> None:
    seen: dict[str, dict[str, list[float]]] = {
        when: {"": [], "_cpu": []} for when in ("during", "without")
    }
    async with running(SERVICE, SqliteJournals(connect(path))) as (host, bus):
        for _ in range(rounds + 1):
            await bus.call(SendMessage(queue_name=QUEUE, message_body=TEXT))  # something to be kept
            started = time.perf_counter()
            during = await _watched(_taken(host.ledger.snapshots))
            without = await _watched(asyncio.sleep(time.perf_counter() - started))
            for when, gaps in (("during", during), ("without", without)):
                seen[when][""].append(1000 * gaps.wall)
                seen[when]["_cpu"].append(1000 * gaps.cpu)
    print(json.dumps({w: {k: v[1:] for k, v in kinds.items()} for w, kinds in seen.items()}))


async def _taken(snapshots: Snapshots) -> None:
    """A child writes it; when it has ended, the journal is told."""
    await snapshots.take()
    while snapshots.under_way:
        await asyncio.sleep(0.001)
        if snapshots.is_due():
            await snapshots.take()


async def _watched(work: Awaitable[object]) -> Gaps:
    """The longest gap while it is done."""
    gaps = Gaps()
    watching = asyncio.ensure_future(gaps.watch())
    await asyncio.sleep(0)
    await work
    await asyncio.sleep(0)
    watching.cancel()
    return gaps


if __name__ == "__main__":
    uvloop.run(_main(Path(sys.argv[1]), int(sys.argv[2])))
