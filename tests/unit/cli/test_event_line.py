"""An event as a line for a person."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.cli.event_line import event_line, readable

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def event(**body: Any) -> dict[str, Any]:
    return {"type": "fleet.instance_running", "at": "2026-05-01T09:51:07.5Z", "body": body}


def test_a_line_has_time_name_and_fields() -> None:
    """What is empty is left out."""
    line = event_line(event(InstanceId="i-1", Note="", Nothing=None, Ids=[])).plain
    assert line == "09:51:07 fleet.instance_running InstanceId=i-1"


@pytest.mark.parametrize("key", ["Deadline", "CreatedAt", "At", "NextVisibleTime", "EnqueuedUntil"])
@pytest.mark.parametrize("value", [1795669182.097554, 1795669182097])
def test_times_are_times(key: str, value: float) -> None:
    """Seconds as well as milliseconds; in whole seconds."""
    assert readable(key, value) == "2026-11-26T04:59:42Z"


@pytest.mark.parametrize(
    ("key", "value"),
    [("HeartbeatTimeout", 600), ("Serial", 1795669182), ("StartedAt", 3), ("CreatedAt", 1e300)],
)
def test_other_numbers_stay(key: str, value: float) -> None:
    """Lengths of time, counters, and what is no time at all."""
    assert readable(key, value) == value


def test_bodies_are_decoded() -> None:
    """A message's Base64 becomes the text in it, wherever it stands; other text stays as it is."""
    text = '{"content": {"lifecycleHookId": "ash-1"}}'
    encoded = base64.b64encode(text.encode()).decode()
    assert readable("MessageBody", encoded) == text
    assert readable("Request", {"CommandContent": encoded}) == {"CommandContent": text}
    assert readable("MessageBody", "plain text") == "plain text"
    assert readable("MessageBody", "AAAA") == "AAAA"
    assert readable("InstanceId", encoded) == encoded


@given(st.dictionaries(st.sampled_from(["MessageBody", "CreatedAt", "Any"]), JSON, max_size=3))
def test_one_event_is_one_line(body: dict[str, Any]) -> None:
    """Whatever a user's text holds; and it can be written to a file."""
    line = event_line(event(**body)).plain
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    line.encode()
