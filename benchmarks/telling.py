"""`python -m benchmarks.telling traced|alone COUNT`: sends so many messages when told to."""

import asyncio
import sys
from datetime import UTC, datetime

import uvloop
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from benchmarks.running import running
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.message_service.service import SERVICE
from scalehook.tracing.exporting import Exporting
from scalehook.tracing.spans import Spans
from scalehook.tracing.tracer import Tracer
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.queues import CreateQueue

CALLERS, WARM_UP = 100, 1_000


async def _main(how: str, count: int) -> None:
    tracer = Tracer(Spans(), Exporting(InMemorySpanExporter()), lambda: datetime.now(UTC))
    witness = tracer.saw if how == "traced" else None
    async with running(SERVICE, MemoryJournals(), witness) as (_, bus):
        await bus.call(CreateQueue(queue_name="q"))

        async def caller(each: int) -> None:
            for _ in range(each):
                await bus.call(SendMessage(queue_name="q", message_body="x" * 200))

        async def send(number: int) -> None:
            await asyncio.gather(*(caller(number // CALLERS) for _ in range(CALLERS)))
            tracer.look()

        await send(WARM_UP)
        print("ready", flush=True)
        sys.stdin.readline()
        await send(count)
        print("done", flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    uvloop.run(_main(sys.argv[1], int(sys.argv[2])))
