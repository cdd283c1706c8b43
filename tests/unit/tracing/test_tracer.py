"""What becomes spans, and what holds nobody up."""

import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from scalehook.gateway.tracing import RequestSpan
from scalehook.kit.machine.entry import Entry
from scalehook.kit.settings import Settings
from scalehook.kit.traces import parsed
from scalehook.tracing import begin, exporting
from scalehook.tracing.exporting import Exporting
from scalehook.tracing.spans import Spans
from scalehook.tracing.tracer import Tracer
from scalehook_contracts.base import Done, Event
from scalehook_contracts.errors.common import ServiceUnavailable
from scalehook_contracts.message_service.messages import MessageDeleted, MessageEnqueued
from scalehook_contracts.message_service.publications import MessagePublished
from support.patience import PATIENCE_SECONDS

AT = datetime(2026, 1, 1, tzinfo=UTC)
CLIENT = f"00-{'1' * 32}-{'2' * 16}"
PUBLISHED = MessagePublished(
    topic_name="t", message_id="M-1", message_body_md5="", publish_time=1, message_body="x"
)
ENQUEUED = MessageEnqueued(
    queue_name="q", serial=1, message_id="M-2", message_body="x", message_body_md5="", priority=8,
    enqueue_time=1, next_visible_time=1,
)  # fmt: skip
DELETED = MessageDeleted(queue_name="q", serial=1, message_id="M-2")


class Silent(SpanExporter):
    """A collector that takes a batch, and does not answer."""

    def __init__(self) -> None:
        self.answer = threading.Event()

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self.answer.wait(PATIENCE_SECONDS)
        return SpanExportResult.SUCCESS


class Traced:
    """A tracer, and what it has sent."""

    def __init__(self) -> None:
        self.sent = InMemorySpanExporter()
        self.tracer = Tracer(Spans(), Exporting(self.sent), lambda: AT)

    def keep(self, event: Event, trace: str = "") -> None:
        self.tracer.saw("message_service", Entry("m-1", "", AT, 1, "R-1", recorded=[event], trace=trace))

    async def names(self) -> list[str]:
        await self.tracer.close()
        return [span.name for span in self.sent.get_finished_spans()]


async def test_who_is_not_sampled() -> None:
    """A client that says so has neither its request nor what belongs to it among the spans."""
    for flags, names in (("00", []), ("01", ["request", "topic message"])):
        traced = Traced()
        traced.keep(PUBLISHED, f"{CLIENT}-{flags}")
        traced.tracer.request(RequestSpan("R-1", parsed(f"{CLIENT}-{flags}"), 1), Done())
        assert await traced.names() == names


async def test_a_request_that_fails() -> None:
    """Its span says with which code."""
    traced = Traced()
    traced.tracer.request(RequestSpan("R-1", None, 1, "SendMessage"), ServiceUnavailable())
    await traced.names()
    [span] = traced.sent.get_finished_spans()
    assert span.attributes is not None and span.attributes["error.type"] == "ServiceUnavailable"
    assert (span.name, span.parent, span.status.is_ok) == ("SendMessage", None, False)


@pytest.mark.parametrize("known", [False, True])
async def test_messages_that_are_part_of_nothing(known: bool) -> None:
    """They are passed over: a stack whose queues are all that is used has no spans of them."""
    traced = Traced()
    if known:
        traced.keep(PUBLISHED)
    traced.keep(ENQUEUED.model_copy(update={"publication_id": "M-1"}) if known else ENQUEUED)
    assert bool(traced.tracer._waiting) == known
    traced.keep(DELETED)
    assert await traced.names() == (["topic message", "message"] if known else [])


async def test_what_is_under_way_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is sent then, be it more than one batch, and says that it is unfinished."""
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    traced = Traced()
    traced.keep(PUBLISHED)
    for number in range(5):
        traced.keep(ENQUEUED.model_copy(update={"publication_id": "M-1", "message_id": f"M-1{number}"}))
    assert sorted(await traced.names()) == [*["message"] * 5, "topic message"]
    for span in traced.sent.get_finished_spans():
        assert span.attributes is not None
        unfinished = span.attributes.get("scalehook.unfinished", False)
        assert unfinished is (span.name == "message")
        assert ("scalehook.virtual.ended_at" in span.attributes) is not unfinished


async def test_a_collector_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a stack does not wait for it."""
    monkeypatch.setattr(exporting, "GRACE_SECONDS", 0.01)
    silent = Silent()
    tracer = Tracer(Spans(), Exporting(silent), lambda: AT)
    tracer.request(RequestSpan("R-1", None, 1), Done())
    await tracer.close()
    silent.answer.set()


@pytest.mark.parametrize("missing", ["scalehook.tracing.exporting", ""])
def test_who_begins(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without an endpoint nobody; without the extra nobody either, and it is said what to install."""
    assert begin(Settings(), lambda: AT) is None
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    assert begin(Settings(traces=False), lambda: AT) is None
    if missing:
        monkeypatch.setitem(sys.modules, missing, None)
    assert (begin(Settings(), lambda: AT) is None) == bool(missing)
    assert ("extra `tracing`" in capsys.readouterr().out) == bool(missing)
