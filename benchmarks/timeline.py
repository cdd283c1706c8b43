"""What it costs that a stack is told of as spans: beside the same without."""

import tempfile
from pathlib import Path

from benchmarks.driven import driven
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from support import callgrind

SENDS = 4_000
MOST = 1.03  # times what it takes without


async def rows(extent: Extent) -> list[Row]:
    """Instructions of SendMessage through one service, as of `host_memory`: nothing else is exact."""
    if not callgrind.is_there():
        return [Row("timeline", None, note="valgrind is not installed")]
    count = extent.count(SENDS)
    told, alone = (_thousands(count, how) for how in ("traced", "alone"))
    return [Row("timeline", told, "thousands", "SendMessage, traced; other: not", alone, aim=Aim(MOST))]


def _thousands(count: int, how: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        counted = Path(folder)
        with (
            driven("telling", how, str(count), under=callgrind.prefix(counted)) as process,
            callgrind.Counting(process.process_id, counted) as counting,
        ):
            process.tell()
    return counting.instructions / count / 1000
