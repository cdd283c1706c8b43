"""From a send to the message in the hand of a client that waits for it in a long poll."""

import asyncio
import statistics
import time
from collections.abc import Sequence

from benchmarks.alternating import in_turn
from benchmarks.emulators import OTHERS, all_of_them
from benchmarks.extent import Extent
from benchmarks.load import Script, asked, played
from benchmarks.queues import TEXT, Queue, mns_queue, sqs_queue
from benchmarks.row import Aim, Row
from benchmarks.servers import version_of
from benchmarks.spent import compared

COUNT = 100
WAIT_SECONDS = 10
PAUSE_SECONDS = 0.02  # until the poll certainly waits
AIM = Aim(3, alone=True)  # milliseconds


async def rows(extent: Extent) -> list[Row]:
    """From the first byte of the send to the answer of the poll, on the wall."""
    with all_of_them() as (server, others):
        ours = await mns_queue(server, "q")
        queues = {name: await sqs_queue(other, "q") for name, other in others.items()}
        count = extent.count(COUNT)
        own, *seen = await in_turn(
            extent.rounds,
            *(lambda queue=queue: _waits(queue, count) for queue in (ours, *queues.values())),
        )
    found = dict(zip(queues, seen, strict=True))
    return [row for who in OTHERS for row in _rows(who, own, found.get(who))]


def _rows(who: str, own: Sequence[list[float]], other: Sequence[list[float]] | None) -> list[Row]:
    if other is None:
        return [Row("wake_up", None, note=f"not measured with {who}")]
    note = f"send → a long poll's answer; other: {who} {version_of(who)}"
    middle = ([statistics.median(waits) for waits in side] for side in (own, other))
    late = ([max(waits) for waits in side] for side in (own, other))
    return [
        compared("wake_up", "ms", *middle, f"median, {note}", AIM),
        compared("wake_up_longest", "ms", *late, f"longest of a round, {note}"),
    ]


async def _waits(queue: Queue, count: int) -> list[float]:
    """Milliseconds."""
    seen: list[float] = []
    loop, sending = asyncio.get_running_loop(), set[asyncio.Task[None]]()
    sent_at = 0.0

    async def send(number: int) -> None:
        nonlocal sent_at
        await asyncio.sleep(PAUSE_SECONDS)
        request = queue.send(f"{TEXT}{number}")
        sent_at = time.perf_counter()
        await asked(queue.server.address, request)

    def polls() -> Script:
        for number in range(count):
            task = loop.create_task(send(number))
            sending.add(task)
            answer = yield queue.receive(wait=WAIT_SECONDS)
            seen.append(1000 * (time.perf_counter() - sent_at))
            yield queue.delete(queue.handles(answer))

    await played(queue.server.address, [polls()])
    await asyncio.gather(*sending)
    return seen
