"""Things and requests as spans of OpenTelemetry."""

import time
from collections.abc import Iterable
from datetime import datetime
from functools import cache

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event as SpanEvent
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import Link, SpanContext, SpanKind, Status, StatusCode, TraceFlags
from opentelemetry.util.types import AttributeValue

from scalehook.gateway.tracing import RequestSpan
from scalehook.kit.traces import Context, beginning
from scalehook.timeline.showing.words import went_wrong
from scalehook.tracing.growth import Grown
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

SCOPE = InstrumentationScope("scalehook")
NAMES = {"activity": "scaling activity", "action": "lifecycle action"}  # others are called as they are
OWNERS = {
    "activity": "scaling_controller",
    "instance": "scaling_controller",
    "action": "scaling_controller",
    "notification": "notification_dispatcher",
    "message": "message_service",
    "topic message": "message_service",
    "push": "message_service",
    "bus event": "event_bus",
    "delivery": "event_bus",
    "execution": "template_engine",
    "task": "template_engine",
    "invocation": "script_runner",
    "script": "script_runner",
}
KINDS = {"message": SpanKind.PRODUCER, "topic message": SpanKind.PRODUCER, "push": SpanKind.CLIENT}
Attributes = dict[str, AttributeValue]


class Spans:
    """Makes them; ids follow from what they stand for."""

    def of_node(self, grown: Grown, above: Grown | None, root: Grown) -> ReadableSpan:
        """A thing of a timeline; `above` is what it belongs below, `root` what its tree begins with."""
        node, first = grown.node, _first(root)
        own = first if grown is root else first.within(*node.key)
        if grown is root:
            parent = None if node.kind == "activity" else root.origin
        else:
            parent = first if above is root or above is None else first.within(*above.node.key)
        return ReadableSpan(
            NAMES.get(node.kind, node.kind),
            context=_context(own),
            parent=_context(parent) if parent else None,
            resource=_resource(OWNERS[node.kind]),
            attributes=_attributes(grown),
            events=tuple(_moments(grown)),
            links=_links(grown) if grown is root and parent is None else (),
            kind=KINDS.get(node.kind, SpanKind.INTERNAL),
            status=Status(StatusCode.ERROR, node.outcome) if went_wrong(node) else Status(),
            start_time=grown.began,
            end_time=max(grown.ended, grown.began),
            instrumentation_scope=SCOPE,
        )

    def of_request(self, span: RequestSpan, outcome: Reply | Exception, now: datetime) -> ReadableSpan:
        """A request of the cloud's APIs, which was answered just now; `now` is virtual."""
        attributes: Attributes = {
            "scalehook.request_id": span.request_id,
            "scalehook.virtual.ended_at": now.isoformat(),
        }
        failed = isinstance(outcome, Exception)
        if failed:
            attributes["error.type"] = outcome.code if isinstance(outcome, ApiError) else _name(outcome)
        return ReadableSpan(
            span.operation or "request",
            context=_context(span.context),
            parent=_context(span.client) if span.client else None,
            resource=_resource("gateway"),
            attributes=attributes,
            kind=SpanKind.SERVER,
            status=Status(StatusCode.ERROR, str(outcome)) if failed else Status(),
            start_time=span.began,
            end_time=time.time_ns(),
            instrumentation_scope=SCOPE,
        )


def _first(root: Grown) -> Context:
    """An activity has a trace of its own; what else begins a tree is part of what led to it."""
    own = beginning(*root.node.key)
    if root.origin is None or root.node.kind == "activity":
        return own
    return root.origin.within(*root.node.key)


def _context(told: Context) -> SpanContext:
    flags = TraceFlags(TraceFlags.SAMPLED if told.sampled else TraceFlags.DEFAULT)
    return SpanContext(int(told.trace_id, 16), int(told.span_id, 16), is_remote=True, trace_flags=flags)


@cache
def _resource(owner: str) -> Resource:
    return Resource.create({"service.name": f"scalehook.{owner}", "service.namespace": "scalehook"})


def _attributes(grown: Grown) -> Attributes:
    node = grown.node
    given: dict[str, AttributeValue | None] = {
        "scalehook.id": node.key[1],
        "scalehook.title": node.title,
        "scalehook.outcome": node.outcome,
        "scalehook.who": node.who,
        "scalehook.unfinished": grown.unfinished or None,
        "scalehook.virtual.began_at": node.at.isoformat() if node.at else None,
        "scalehook.virtual.ended_at": node.ended_at.isoformat() if node.ended_at else None,
        "scalehook.virtual.seconds": None if node.took is None else node.took.total_seconds(),
    }
    return {name: value for name, value in given.items() if value not in (None, "")}


def _moments(grown: Grown) -> Iterable[SpanEvent]:
    for moment, real in grown.moments:
        attributes: Attributes = {"scalehook.who": moment.who} if moment.who else {}
        if moment.at is not None:
            attributes["scalehook.virtual.at"] = moment.at.isoformat()
        yield SpanEvent(moment.title, attributes, real)


def _links(grown: Grown) -> tuple[Link, ...]:
    return (Link(_context(grown.origin)),) if grown.origin else ()


def _name(problem: object) -> str:
    return type(problem).__name__
