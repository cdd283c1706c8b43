"""Plays a collector of OpenTelemetry: takes spans by OTLP over HTTP, and keeps them."""

import contextlib
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue

from support.tracing.span import Span


class Collector:
    """What was sent so far."""

    def __init__(self, url: str = "") -> None:
        self.url = url
        self.spans: list[Span] = []

    def take(self, raw: bytes) -> None:
        """One request."""
        for about in ExportTraceServiceRequest.FromString(raw).resource_spans:
            service = {each.key: each.value for each in about.resource.attributes}["service.name"]
            for scope in about.scope_spans:
                self.spans += (Span.of(each, plain(service)) for each in scope.spans)

    def one(self, name: str, **attributes: object) -> Span:
        """The one span of this name that says this of itself."""
        found = self.all(name, **attributes)
        assert len(found) == 1, (name, [(span.name, span.attributes) for span in self.spans])
        return found[0]

    def all(self, name: str, **attributes: object) -> list[Span]:
        """All of them."""
        wanted = {f"scalehook.{key}": value for key, value in attributes.items()}.items()
        return [span for span in self.spans if span.name == name and wanted <= span.attributes.items()]


def plain(value: AnyValue) -> object:
    """A value of an attribute as Python has it."""
    return getattr(value, value.WhichOneof("value") or "string_value")


@contextlib.contextmanager
def traced() -> Iterator[Collector]:
    """A stack that is started inside the block is traced, also as processes."""
    with collecting() as collector, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        patch.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")  # milliseconds
        yield collector


@contextlib.contextmanager
def collecting() -> Iterator[Collector]:
    """It listens on a free port of this machine inside the block."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            raw = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("content-encoding") == "gzip":
                raw = gzip.decompress(raw)
            collector.take(raw)
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Not on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
