"""What a stack takes until it may be used, and until it is gone: in processor time."""

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from moto import mock_aws

from benchmarks import servers
from benchmarks.alternating import in_turn
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from benchmarks.servers import Server
from benchmarks.spent import compared, cpu_seconds
from scalehook.kit.logs import configure_logging
from scalehook.testing.running import running_stack

Start = Callable[[], AbstractContextManager[Server | None]]


async def rows(extent: Extent) -> list[Row]:
    """As a process, and inside this one, where it has been started before; moto's counterparts."""
    configure_logging("error")
    return [await _processes(extent), *await _inside(extent)]


async def _processes(extent: Extent) -> Row:
    ours, other = await in_turn(extent.rounds, _process(servers.scalehook), _process(servers.moto))
    note = "until it is ready; other: moto_server"
    return compared("start_process", "ms of CPU", ours, other, note, Aim(1))


def _process(start: Start) -> Callable[..., object]:
    async def measure() -> float:
        with start() as found:
            return 0 if found is None else 1000 * cpu_seconds(found.process_id)

    return measure


async def _inside(extent: Extent) -> list[Row]:
    ours, other = await in_turn(extent.rounds * 4, lambda: _both(running_stack), lambda: _both(mock_aws))
    kinds = ("start", Aim(10, alone=True)), ("teardown", Aim(15, alone=True))
    return [
        Row(
            f"{kind}_inprocess", statistics.median(mine), "ms of CPU",
            "pytest fixture; other: moto's decorator", statistics.median(theirs), aim=aim,
        )
        for (kind, aim), mine, theirs in zip(
            kinds, zip(*ours, strict=True), zip(*other, strict=True), strict=True
        )
    ]  # fmt: skip


async def _both(stack: Callable[[], AbstractContextManager[object]]) -> tuple[float, float]:
    """Start and teardown; all threads of this process."""
    begun = time.process_time()
    with stack():
        started = time.process_time()
        ready = started - begun
        started = time.process_time()
    return 1000 * ready, 1000 * (time.process_time() - started)
