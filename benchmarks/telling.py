"""`python -m benchmarks.telling traced|alone sends|days COUNT`: does so many things when told to."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import uvloop
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from benchmarks.running import running
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.logs import configure_logging
from scalehook.message_service.service import SERVICE
from scalehook.tracing.exporting import Exporting
from scalehook.tracing.spans import Spans
from scalehook.tracing.tracer import Tracer
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.queues import CreateQueue
from support.long_day import long_day

CALLERS, WARM_UP = 100, 1_000


async def _sends(tracer: Tracer | None, count: int) -> None:
    """Messages through one service, which are part of nothing."""
    witness = tracer.saw if tracer else None
    async with running(SERVICE, MemoryJournals(), witness) as (_, bus):
        await bus.call(CreateQueue(queue_name="q"))

        async def caller(each: int) -> None:
            for _ in range(each):
                await bus.call(SendMessage(queue_name="q", message_body="x" * 200))

        async def send(number: int) -> None:
            await asyncio.gather(*(caller(number // CALLERS) for _ in range(CALLERS)))
            _look(tracer)

        await send(WARM_UP)
        await _when_told(lambda: send(count))


async def _days(tracer: Tracer | None, count: int) -> None:
    """Long days: two activities, twenty heartbeats, and a push with all its attempts."""
    configure_logging("error")
    async with long_day(tracer.saw if tracer else None) as day:

        async def pass_by(number: int) -> None:
            for _ in range(number):
                await day.pass_by()
                _look(tracer)

        await pass_by(1)
        await _when_told(lambda: pass_by(count))


def _look(tracer: Tracer | None) -> None:
    if tracer is not None:
        tracer.look()


async def _when_told(work: Callable[[], Awaitable[None]]) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    await work()
    print("done", flush=True)
    sys.stdin.readline()


def _main(how: str, what: str, count: int) -> None:
    tracer = None
    if how == "traced":
        os.environ["SCALEHOOK_TRACES"] = "true"  # messages carry their trace
        exporting = Exporting(InMemorySpanExporter())
        tracer = Tracer(Spans(), exporting, lambda: datetime.now(UTC))
    uvloop.run({"sends": _sends, "days": _days}[what](tracer, count))


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
