"""Trace context, as W3C writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scalehook.kit.traces import (
    Context,
    beginning,
    of_action,
    of_message,
    parsed,
    span_id,
    trace_id,
    wanted,
)
from scalehook_contracts.message_service.messages import DeleteMessage
from scalehook_contracts.scaling_controller.actions import LifecycleActionExtended

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
VALID = f"00-{TRACE}-{SPAN}-01"
INVALID = [
    "",
    "00",
    f"ff-{TRACE}-{SPAN}-01",  # no version
    f"00-{TRACE}-{SPAN}-01-more",
    f"00-{'0' * 32}-{SPAN}-01",
    f"00-{TRACE}-{'0' * 16}-01",
    f"00-{TRACE.upper()}-{SPAN}-01",
    f"00-{TRACE[:-1]}٤-{SPAN}-01",
    f"00-{TRACE}-{SPAN}-1",
    f" {VALID}",
    f"{VALID}\n",
    f"01-{TRACE}-{SPAN}-01-{'x' * 300}",
]


@pytest.mark.parametrize("text", INVALID)
def test_what_is_no_context(text: str) -> None:
    """A header that W3C calls invalid is as none."""
    assert parsed(text) is None


def test_a_later_version() -> None:
    """What a later version adds is let pass; of the flags one is known."""
    assert parsed(f"01-{TRACE}-{SPAN}-03-more") == Context(TRACE, SPAN)
    assert parsed(f"00-{TRACE}-{SPAN}-02") == Context(TRACE, SPAN, sampled=False)
    assert str(parsed(f"00-{TRACE}-{SPAN}-00")) == f"00-{TRACE}-{SPAN}-00"


@given(some.text(), some.text())
def test_any_thing_has_a_context(kind: str, name: str) -> None:
    """Which can be written and read again."""
    context = beginning(kind, name).within("action", name)
    assert parsed(str(context)) == context
    assert context == Context(trace_id(kind, name), span_id("action", name))


@given(some.text(max_size=80))
def test_any_text_may_come_as_a_header(text: str) -> None:
    """It is a context, or none: nothing is raised."""
    found = parsed(text)
    assert found is None or parsed(str(found)) == found


def test_where_a_message_belongs() -> None:
    """What is about a lifecycle action, to that one; all else to what led to it."""
    extended = LifecycleActionExtended(
        scaling_activity_id="asa-1", lifecycle_action_token="T-1", deadline=0.0
    )
    assert of_message(extended, VALID) == str(of_action("asa-1", "T-1"))
    assert of_message(DeleteMessage(queue_name="q", receipt_handle="1"), VALID) == VALID


def test_who_wants_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenTelemetry's own variables say it: an endpoint for spans, and no word against it."""
    assert not wanted()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:4318/v1/traces")
    assert wanted()
    monkeypatch.setenv("OTEL_SDK_DISABLED", "TRUE")
    assert not wanted()
