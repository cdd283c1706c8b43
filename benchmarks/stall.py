"""How long the event loop stands still while a snapshot of 100,000 waiting messages is taken."""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import histories
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from benchmarks.servers import environment

WAITING = 100_000


async def rows(extent: Extent) -> list[Row]:
    """The longest gap between two turns of the loop; the median of the snapshots."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        await histories.write(path, WAITING)
        command = [sys.executable, "-m", "benchmarks.snapshots", str(path), str(extent.rounds)]
        done = subprocess.run(command, env=environment({}), check=True, stdout=subprocess.PIPE)
    seen = json.loads(done.stdout)
    note = f"{WAITING:,} messages waiting; other: the longest gap without a snapshot"
    return [
        Row(
            f"stall{kind}", statistics.median(seen["during"][kind]), f"ms {of}", note,
            statistics.median(seen["without"][kind]), aim=Aim(10, alone=True),
        )
        for kind, of in (("", "on the wall"), ("_cpu", "of the loop's CPU"))
    ]  # fmt: skip
