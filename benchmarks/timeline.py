"""What it costs that a stack is told of as spans: beside the same without."""

import tempfile
from pathlib import Path

from benchmarks.driven import driven
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from support import callgrind

SENDS, DAYS = 4_000, 5
MOST = 1.03  # times what it takes without


async def rows(extent: Extent) -> list[Row]:
    """Instructions of SendMessage through one service, as of `host_memory`, and of whole days with
    activities: nothing else is exact.
    """
    if not callgrind.is_there():
        return [Row("timeline", None, note="valgrind is not installed")]
    sends, days = extent.count(SENDS), extent.count(DAYS)
    told, alone = (_thousands("sends", sends, how) for how in ("traced", "alone"))
    days_told, days_alone = (_thousands("days", days, how) for how in ("traced", "alone"))
    about = "two activities, twenty heartbeats, 177 attempts of a push, traced; other: not"
    return [
        Row("timeline", told, "thousands", "SendMessage, traced; other: not", alone, aim=Aim(MOST)),
        Row("timeline_day", days_told, "thousands", about, days_alone),
    ]


def _thousands(what: str, count: int, how: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        counted = Path(folder)
        with (
            driven("telling", how, what, str(count), under=callgrind.prefix(counted)) as process,
            callgrind.Counting(process.process_id, counted) as counting,
        ):
            process.tell()
    return counting.instructions / count / 1000
