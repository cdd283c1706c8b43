"""A start from the journal: processor time and instructions for an entry, and its memory."""

import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import histories
from benchmarks.driven import driven
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from support import callgrind

SENDS, SENDS_COUNTED = 20_000, 2_000
FEW_TURNS, TIMES = 7_000, 5  # of a message: sent, received, deleted; all that is remembered, and more
TODAY = 145  # thousands of instructions, before replay was made quicker: the aim is a quarter


async def rows(extent: Extent) -> list[Row]:
    """Each start is a process of its own."""
    return [await _cpu(extent), await _memory(extent)]


async def instructions() -> float:
    """Thousands for each entry."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        entries = await histories.write(path, SENDS_COUNTED)
        with (
            driven("loading", str(path), under=callgrind.prefix(Path(folder))) as process,
            callgrind.Counting(process.process_id, Path(folder)) as counting,
        ):
            process.tell()
    return counting.instructions / entries / 1000


async def _cpu(extent: Extent) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        entries = await histories.write(path, extent.count(SENDS))
        seen = [1e6 * _loaded(path)["cpu"] / entries for _ in range(extent.rounds)]
    note = "an entry of SendMessage, SQLite"
    return Row("replay", statistics.median(seen), "µs of CPU", note)


async def _memory(extent: Extent) -> Row:
    """The state is the same: an empty queue, and the latest 20,000 messages, which both histories have;
    that of one is some times as long.
    """
    times = max(2, extent.count(TIMES))
    long, short = [await _peak(turns) for turns in (times * FEW_TURNS, FEW_TURNS)]
    note = f"at the peak of a start, 21,000 entries times {times} about an empty queue; other: once"
    return Row("replay_memory", long, "MiB", note, short, aim=Aim(1.5))


async def _peak(turns: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        await histories.write(path, turns, deleting=True)
        return float(_loaded(path)["peak"])


def _loaded(path: Path) -> dict[str, Any]:
    with driven("loading", str(path)) as process:
        said: dict[str, Any] = json.loads(process.tell())
    return said
