"""Trace context as W3C writes it: where a message belongs in a trace of OpenTelemetry.

Ids follow from what they stand for, so that services need not tell one another: whoever knows an
activity's id knows its trace, and whoever knows a lifecycle action's token knows its span.
"""

import os
import re
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from scalehook_contracts.base import Message

HEADER = "traceparent"
FORM = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?", re.ASCII)
SAMPLED = 1
LONGEST = 255  # of AMQP's short texts, and far more than any version has
ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
ACTIVITY, TOKEN = "scaling_activity_id", "lifecycle_action_token"


class Context(NamedTuple):
    """A span, as those know it that belong to it."""

    trace_id: str  # 32 hexadecimal digits
    span_id: str  # 16
    sampled: bool = True

    def __str__(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"

    def within(self, kind: str, name: str) -> "Context":
        """The span of this thing, in the same trace."""
        return self._replace(span_id=span_id(kind, name))


def parsed(text: str) -> Context | None:
    """What a header says; None for what W3C calls invalid, which is as if there was none."""
    found = FORM.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    version, trace, span, flags, more = found.groups()
    if version == "ff" or (version == "00" and more) or not (int(trace, 16) and int(span, 16)):
        return None
    return Context(trace, span, bool(int(flags, 16) & SAMPLED))


def trace_id(kind: str, name: str) -> str:
    """The trace that begins with this thing."""
    return sha256(f"trace/{kind}/{name}".encode()).hexdigest()[:32]


def span_id(kind: str, name: str) -> str:
    """The span that this thing is."""
    return sha256(f"span/{kind}/{name}".encode()).hexdigest()[:16]


def beginning(kind: str, name: str) -> Context:
    """The first span of a trace."""
    return Context(trace_id(kind, name), span_id(kind, name))


def of_action(activity_id: str, token: str) -> Context:
    """A lifecycle action's, in the trace of its activity."""
    return beginning("activity", activity_id).within("action", token)


def of_message(message: Message, inherited: str) -> str:
    """Where a message belongs: what is about a lifecycle action, to that; all else to what led to it."""
    if not _is_of_an_action(type(message)):
        return inherited
    return str(of_action(getattr(message, ACTIVITY), getattr(message, TOKEN)))


def wanted() -> bool:
    """Whether somebody wants traces: by OpenTelemetry's own variables."""
    if os.environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return False
    return any(os.environ.get(name) for name in ENDPOINTS)


@cache
def _is_of_an_action(kind: type[Message]) -> bool:
    return {ACTIVITY, TOKEN} <= kind.model_fields.keys()
