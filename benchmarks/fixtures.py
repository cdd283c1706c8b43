"""What a test pays for its stack: a new one, one that is emptied, and one over a broker."""

import asyncio
import statistics
import time
from collections.abc import Callable
from contextlib import closing

from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from scalehook.kit.logs import configure_logging
from scalehook.testing.cloud import Cloud
from scalehook.testing.rabbit import rabbit_broker
from scalehook.testing.running import running_stack
from scalehook.testing.shared_rabbit import SharedRabbit
from scalehook.testing.throwaway import NoServer

STACK, RESET = Aim(30, alone=True), Aim(10, alone=True)  # milliseconds


async def rows(extent: Extent) -> list[Row]:
    """Each in processor time and on the wall. The first round, which imports, is not counted."""
    configure_logging("error")
    return await asyncio.to_thread(_all, extent.rounds * 4)


def _all(rounds: int) -> list[Row]:
    return [*_new(rounds), *_emptied(rounds), *_on_a_broker(rounds)]


def _new(rounds: int) -> list[Row]:
    def once() -> list[float]:
        begun = _now()
        with running_stack() as cloud:
            there = _now()
            cloud.queue("q")
            return [*_since(begun, there), *_since(begun, _now())]

    note = "fixture scalehook: start"
    return _rows(
        _medians(rounds, once),
        ("stack_fixture", note, STACK),
        ("stack_first_use", f"{note} and first queue", STACK),
    )


def _emptied(rounds: int) -> list[Row]:
    with running_stack() as cloud:

        def once() -> list[float]:
            _use(cloud)
            begun = _now()
            cloud.reset()
            there = _now()
            cloud.queue("q")
            return [*_since(begun, there), *_since(begun, _now())]

        medians = _medians(rounds, once)
    note = "fixture scalehook_session: reset"
    return _rows(medians, ("reset", note, RESET), ("reset_first_use", f"{note} and first queue", None))


def _on_a_broker(rounds: int) -> list[Row]:
    try:
        with rabbit_broker() as broker:

            def once() -> list[float]:
                begun = _now()
                cloud = shared.empty()
                there = _now()
                _use(cloud)
                return _since(begun, there)

            with closing(SharedRabbit(broker)) as shared:
                medians = _medians(rounds, once)
    except NoServer as problem:
        return [Row("rabbit_fixture", None, note=str(problem))]
    note = "fixture scalehook_rabbit: emptied, its vhost too; the first one of a process not counted"
    return _rows(medians, ("rabbit_fixture", note, STACK))


def _use(cloud: Cloud) -> None:
    """What a test may have done."""
    group = cloud.group()
    group.hook("SCALE_OUT", to=cloud.queue("q"))
    group.scale_out().complete()


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _since(begun: tuple[float, float], ended: tuple[float, float]) -> list[float]:
    return [1000 * (after - before) for before, after in zip(begun, ended, strict=True)]


def _medians(rounds: int, once: Callable[[], list[float]]) -> list[float]:
    once()
    return [statistics.median(column) for column in zip(*(once() for _ in range(rounds)), strict=True)]


def _rows(medians: list[float], *named: tuple[str, str, Aim | None]) -> list[Row]:
    """Two medians each."""
    found = []
    for (name, note, aim), (spent, wall) in zip(
        named, zip(*[iter(medians)] * 2, strict=True), strict=True
    ):
        found += [
            Row(name, spent, "ms of CPU", note, aim=aim),
            Row(f"{name}_wall", wall, "ms", note, aim=aim),
        ]
    return found
