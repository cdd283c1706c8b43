"""Receiving and deleting, one by one and in batches; sending in batches: beside three emulators of SQS.

Our batches have sixteen messages, those of SQS ten: the largest that each may have.
"""

from collections.abc import Awaitable, Callable

from benchmarks.emulators import SHARES, Side, all_of_them, beside
from benchmarks.extent import Extent
from benchmarks.load import Script, played
from benchmarks.queues import AT_A_TIME, Queue, fill, mns_queue, sqs_queue
from benchmarks.row import Aim, Row
from benchmarks.spent import Spent, spending

COUNT = 16_000
AIMS = {"fauxqs": Aim(1.0)}

Work = Callable[[Queue, int], Awaitable[Spent]]


async def rows(extent: Extent) -> list[Row]:
    """The processor time of the server's process for each message."""
    works: dict[str, tuple[Work, str]] = {
        "receive_delete_16": (_one_by_one, f"receive and delete, {AT_A_TIME} at a time"),
        "batch_send": (_send, "a message of a batch"),
        "batch_receive_delete": (_in_batches, "a message of a batch, received and deleted"),
    }
    with all_of_them() as (ours, others):
        queues = {name: await sqs_queue(server, "q") for name, server in others.items()}
        own, found = await mns_queue(ours, "q"), []
        count = extent.count(COUNT)
        for name, (work, what) in works.items():
            sides = {n: _side(work, queue, round(count * SHARES[n])) for n, queue in queues.items()}
            found += await beside(name, what, extent, _side(work, own, count), sides, AIMS)
        return found


def _side(work: Work, queue: Queue, count: int) -> Side:
    return lambda: work(queue, count)


async def _one_by_one(queue: Queue, count: int) -> Spent:
    return await _taken(queue, count, 1)


async def _in_batches(queue: Queue, count: int) -> Spent:
    return await _taken(queue, count, queue.most)


async def _taken(queue: Queue, count: int, at_once: int) -> Spent:
    """The queue is filled before, and empty after."""
    await fill(queue, count)
    return await spending(count, lambda: _take(queue, count, at_once), queue.server.process_id)


async def _send(queue: Queue, count: int) -> Spent:
    """What was sent is taken out after."""
    spent = await spending(count, lambda: fill(queue, count), queue.server.process_id)
    await _take(queue, count, queue.most)
    return spent


async def _take(queue: Queue, count: int, at_once: int) -> None:
    """So many, which are there: an emulator may give fewer at once than it was asked for."""
    left = count

    def script() -> Script:
        nonlocal left
        while left:
            wanted = min(at_once, left)
            left -= wanted
            handles = queue.handles((yield queue.receive(wanted)))
            left += wanted - len(handles)
            if handles:
                yield queue.delete(handles)

    await played(queue.server.address, [script() for _ in range(AT_A_TIME)])
