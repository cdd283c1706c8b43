"""Sixteen clients of one queue while the server is killed and started again: what is lost, what comes
twice. `make soak`, or `python -m benchmarks.kills SECONDS`, ends with an error when something is lost.
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from support.cloud.process import StackProcess
from support.cloud.traffic import AT_A_TIME, Traffic, traffic

SECONDS, KILLS = 30.0, 3


async def rows(extent: Extent) -> list[Row]:
    """By the official SDK, a thread for each client."""
    seconds = SECONDS * extent.share
    going = await asyncio.to_thread(suffered, seconds)
    note = (
        f"{AT_A_TIME} clients, {seconds:g} s, {KILLS} kills; of {len(going.answered):,} answered sends"
    )
    twice = f"sent again {going.sent_twice}, delivered again {going.delivered_again}"
    return [
        Row("kills_lost", len(going.lost), "messages", note, aim=Aim(0)),
        Row("kills_back", len(going.came_back), "messages", "deleted, and received later", aim=Aim(0)),
        Row("kills_duplicates", going.sent_twice + going.delivered_again, "messages", twice),
    ]


def suffered(seconds: float, kills: int = KILLS) -> Traffic:
    """The kills come at any moment of equal parts of the time."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        state.mkdir()
        stack = StackProcess(state).start()
        try:
            with traffic(stack) as going:
                end, part = time.monotonic() + seconds, seconds / (kills + 1)
                for _ in range(kills):
                    time.sleep(part * random.uniform(0.5, 1.2))
                    going.raise_failure()
                    stack.kill()
                    stack.start()
                time.sleep(max(0, end - time.monotonic()))
        finally:
            stack.kill()
    return going


if __name__ == "__main__":
    found = suffered(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
    print(found)
    found.assert_good()
