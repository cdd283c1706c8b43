"""Where spans go: by OTLP over HTTP, from a thread of OpenTelemetry's own."""

import asyncio
import threading
from collections.abc import Sequence

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter

from scalehook.kit.logs import Log

log = Log(__name__)
GRACE_SECONDS = 2.0  # for the last ones, when a stack ends
AT_ONCE = 500  # of the last ones: as many as a batch has


class Exporting:
    """In batches, and no more waiting than `OTEL_BSP_MAX_QUEUE_SIZE` says; a collector that is away
    holds nobody up.
    """

    def __init__(self, exporter: SpanExporter | None = None) -> None:
        self._batches = BatchSpanProcessor(exporter or OTLPSpanExporter())

    def take(self, span: ReadableSpan) -> None:
        """It goes with the next batch."""
        self._batches.on_end(span)

    async def close(self, last: Sequence[ReadableSpan] = ()) -> None:
        """Send what is left, and these; a collector that does not answer is not waited for."""
        sent = threading.Event()

        def send() -> None:
            for number, span in enumerate(last):
                if number % AT_ONCE == 0:
                    self._batches.force_flush()  # more would find no room
                self.take(span)
            self._batches.shutdown()  # type: ignore[no-untyped-call]  # of OpenTelemetry's own
            sent.set()

        threading.Thread(target=send, name="last spans", daemon=True).start()
        if not await asyncio.to_thread(sent.wait, GRACE_SECONDS):
            log.warning("the last spans were not sent: the collector does not answer")
