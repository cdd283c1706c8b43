"""Spans of OpenTelemetry where it is installed: each goes on from the trace that the message carries."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import Any

from scalehook.consumer.notification import Notification

trace: Any  # OpenTelemetry's, or None where the extra `tracing` is not installed
propagation: Any
try:
    trace = import_module("opentelemetry.trace")
    propagation = import_module("opentelemetry.trace.propagation.tracecontext")
except ImportError:
    trace = propagation = None


def span(found: Notification, headers: Mapping[str, str]) -> AbstractContextManager[Any]:
    """The time in which the action is handled."""
    if trace is None:
        return nullcontext()
    attributes = {
        "scalehook.token": found.token,
        "scalehook.hook": found.hook or found.hook_id,
        "scalehook.group": found.group or found.group_id,
        "scalehook.instances": list(found.instance_ids),
    }
    beginning: AbstractContextManager[Any] = trace.get_tracer(
        "scalehook.consumer"
    ).start_as_current_span(
        f"lifecycle action {found.transition}",
        context=propagation.TraceContextTextMapPropagator().extract(dict(headers)),
        kind=trace.SpanKind.CONSUMER,
        attributes=attributes,
    )
    return beginning


def outgoing() -> dict[str, str]:
    """The headers by which whoever is called goes on with the current trace."""
    headers: dict[str, str] = {}
    if trace is not None:
        propagation.TraceContextTextMapPropagator().inject(headers)
    return headers
