"""A million messages in a queue, beside as many in fauxqs: the memory of each, and how long a receive
takes.
"""

import statistics
import time

from benchmarks.emulators import OTHERS
from benchmarks.extent import Extent
from benchmarks.load import Script, played
from benchmarks.queues import TEXT, Queue, fill, mns_queue, sqs_queue
from benchmarks.row import Aim, Row
from benchmarks.servers import Server, scalehook, version_of
from benchmarks.spent import cpu_seconds

MESSAGES, RECEIVES, PART = 1_000_000, 500, 40_000
OTHER = "fauxqs"
SOON, SLIM = Aim(5, alone=True), Aim(1)  # milliseconds; of the other's bytes


async def rows(extent: Extent) -> list[Row]:
    """One server after the other, each with all messages in one queue; one caller receives."""
    count = extent.count(MESSAGES)
    with scalehook() as server:
        ours = await _measured(server, await mns_queue(server, "q"), count)
    with OTHERS[OTHER]() as server:
        theirs = await _measured(server, await sqs_queue(server, "q"), count) if server else {}
    note = f"{count:,} messages of {len(TEXT)} bytes; other: {OTHER} {version_of(OTHER)}"
    units = {
        "bytes": "bytes a message",
        "receive": "ms",
        "receive_late": "ms",
        "receive_cpu": "µs of CPU",
    }
    aims = {"bytes": SLIM, "receive": SOON, "receive_late": SOON}
    return [
        Row(f"million_{name}", ours[name], unit, note, theirs.get(name), aim=aims.get(name))
        for name, unit in units.items()
    ]


async def _measured(server: Server, queue: Queue, count: int) -> dict[str, float]:
    await fill(queue, 2 * queue.most)
    before = server.resident_mib()
    for start in range(0, count, PART):  # requests are signed, and dates pass
        await fill(queue, min(PART, count - start))
    grown = (server.resident_mib() - before) * 2**20 / count
    cpu, waits = cpu_seconds(server.process_id), []

    def receives() -> Script:
        for _ in range(RECEIVES):
            begun = time.perf_counter()
            yield queue.receive()
            waits.append(1000 * (time.perf_counter() - begun))

    await played(server.address, [receives()])
    return {
        "bytes": grown,
        "receive": statistics.median(waits),
        "receive_late": statistics.quantiles(waits, n=100)[98],
        "receive_cpu": 1e6 * (cpu_seconds(server.process_id) - cpu) / RECEIVES,
    }
