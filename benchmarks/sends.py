"""Sends over plain HTTP, sixteen at a time: ours signed and journaled, the SQS of three emulators."""

from benchmarks.emulators import SHARES, Side, all_of_them, beside
from benchmarks.extent import Extent
from benchmarks.load import per_second
from benchmarks.queues import AT_A_TIME, TEXT, Queue, mns_queue, sqs_queue
from benchmarks.row import Aim, Row
from benchmarks.spent import Spent, spending

COUNT = 6_000
AIMS = {"fauxqs": Aim(0.7, stretch=0.4)}


async def rows(extent: Extent) -> list[Row]:
    """The processor time of the server's process per send; how many a second is printed beside it."""
    count = extent.count(COUNT)
    with all_of_them() as (ours, others):
        own = _sends(await mns_queue(ours, "q"), count)
        sides = {
            name: _sends(await sqs_queue(server, "q"), round(count * SHARES[name]))
            for name, server in others.items()
        }
        return await beside("send_16", f"{AT_A_TIME} at a time", extent, own, sides, AIMS)


def _sends(queue: Queue, count: int) -> Side:
    async def measure() -> Spent:
        sends = [queue.send(f"{TEXT}{number}") for number in range(count)]  # signed anew: dates pass

        async def work() -> None:
            await per_second(queue.server.address, sends, AT_A_TIME)

        return await spending(count, work, queue.server.process_id)

    return measure
