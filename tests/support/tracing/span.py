"""A span as a collector gets it."""

from dataclasses import dataclass

from opentelemetry.proto.trace.v1 import trace_pb2


@dataclass(frozen=True)
class Span:
    """Ids in hexadecimal digits; `parent` is empty where there is none."""

    service: str
    name: str
    trace: str
    id: str
    parent: str
    attributes: dict[str, object]
    events: list[str]
    links: list[tuple[str, str]]  # traces and spans
    began: int  # real nanoseconds since 1970
    ended: int
    failed: bool

    @classmethod
    def of(cls, sent: trace_pb2.Span, service: object) -> "Span":
        """As OTLP has it."""
        from support.tracing.collector import plain

        return cls(
            str(service),
            sent.name,
            sent.trace_id.hex(),
            sent.span_id.hex(),
            sent.parent_span_id.hex(),
            {each.key: plain(each.value) for each in sent.attributes},
            [each.name for each in sent.events],
            [(each.trace_id.hex(), each.span_id.hex()) for each in sent.links],
            sent.start_time_unix_nano,
            sent.end_time_unix_nano,
            sent.status.code == trace_pb2.Status.STATUS_CODE_ERROR,
        )
