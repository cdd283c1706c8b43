"""What a message says, however it is wrapped."""

import base64
import json
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.consumer.notification import (
    Notification,
    TestNotification,
    Unreadable,
    ended_token,
    parse,
    wrapping,
)
from scalehook.message_service.pushes.notifications import Notification as PushedNotification
from scalehook.message_service.state import Push
from support.consumers.source import notification

FOUND = Notification(
    token="token", hook_id="ash-1", transition="SCALE_OUT", hook="drain", group_id="asg-1", group="web",
    instance_ids=("i-token",), metadata='{"a": 1}', default_result="ABANDON", request_id="request",
    activity_id="asa-1", region="cn-hangzhou",
)  # fmt: skip


def in_base64(body: bytes) -> bytes:
    return base64.b64encode(body)


def of_topic(form: Any) -> Callable[[bytes], bytes]:
    """As the stack's own topics write it."""

    def wrapped(body: bytes) -> bytes:
        push = Push("id/s", "t", "s", "id", body.decode(), None, 1767225600123)
        return PushedNotification(push, "1").text(form).encode()

    return wrapped


WRAPPERS: list[Callable[[bytes], bytes]] = [
    lambda body: body,
    in_base64,
    *(of_topic(form) for form in ("XML", "JSON", "SIMPLIFIED")),
    lambda body: b"\xef\xbb\xbf  " + body + b"\n",
]


@given(layers=st.lists(st.sampled_from(WRAPPERS), max_size=3))
def test_however_it_is_wrapped(layers: list[Callable[[bytes], bytes]]) -> None:
    """Base64, the three forms of topics, and one in another."""
    body = notification()
    for layer in layers:
        body = layer(body)
    assert parse(body) == FOUND


def test_the_event_of_the_stack() -> None:
    """It also tells the wait."""
    event = {
        "LifecycleHookId": "ash-1", "LifecycleHookName": "drain", "LifecycleActionToken": "token",
        "LifecycleTransition": "SCALE_IN", "DefaultResult": "CONTINUE", "HeartbeatTimeout": 600,
        "NotificationArn": "", "NotificationMetadata": "", "ScalingGroupId": "asg-1",
        "ScalingGroupName": "web", "ScalingActivityId": "asa-1", "RequestId": "request",
        "InstanceIds": ["i-1"], "StartedAt": 1.5, "Deadline": 601.5, "New": {},
    }  # fmt: skip
    found = parse(json.dumps(event).encode())
    assert isinstance(found, Notification)
    assert (found.token, found.instance_ids) == ("token", ("i-1",))
    assert (found.heartbeat_timeout, found.started_at) == (600, 1.5)


EVENT = (
    b'{"LifecycleActionToken": "t", "LifecycleHookId": "h", "LifecycleTransition": "SCALE_IN", '
    b'"HeartbeatTimeout": %b}'
)


@pytest.mark.parametrize("content", [{"content": {}}, {"content": ""}, {"content": None}])
def test_the_test_notification(content: dict[str, Any]) -> None:
    """It names no action and no instance."""
    assert isinstance(parse(json.dumps({"userId": "1", **content}).encode()), TestNotification)
    named = json.dumps({"event": "AUTOSCALING:TEST", "content": {"lifecycleHookName": "drain"}}).encode()
    assert parse(named) == TestNotification("drain")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"   ", b"hello", b"\xff\xfe", b"[]", b"[1]", b"{", b"{}", b"3", b'"text"', b"null",
        b'{"content": 3}', b'{"content": []}' * 2, b'{"content": [3]}', b"<a>", b"<a/>",
        b"<Notification><Other/></Notification>", b'{"TopicName": "t", "Message": 3}',
        b'<!DOCTYPE a [<!ENTITY b "c">]><Notification><Message>&b;</Message></Notification>',
        b'{"event": "AUTOSCALING:SCALE_OUT_SUCCESS", "userId": "1"}',
        in_base64(in_base64(in_base64(in_base64(in_base64(notification()))))),
        b'{"content": ' + b"[" * 5000 + b"]" * 5000 + b"}", b"[" * 100_000,
        *(notification(**{field: value}) for field, value in [
            ("lifecycleActionToken", 7), ("lifecycleActionToken", ""), ("lifecycleActionToken", ["a"]),
            ("lifecycleHookId", None), ("lifecycleTransition", "REBALANCE"), ("instanceIds", "i-1"),
            ("instanceIds", [1]), ("instanceIds", {"a": 1}), ("notificationMetadata", {}),
            ("lifecycleActionToken", "\ud800"), ("instanceIds", ["\udfff"]),
        ]),
        *(EVENT % number for number in (b"NaN", b"Infinity", b"1e400", b"1" * 400)),
        EVENT % b'"600"',
    ],
)  # fmt: skip
def test_what_cannot_be_read(body: bytes) -> None:
    """Says why, in a few words."""
    with pytest.raises(Unreadable) as refused:
        parse(body)
    assert 0 < len(str(refused.value)) < 100


@given(body=st.binary() | st.text().map(str.encode) | st.builds(in_base64, st.binary()))
def test_any_bytes(body: bytes) -> None:
    """Nothing but Unreadable is ever raised."""
    _read(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["content", "event", "Message", "TopicName", "lifecycleActionToken", "lifecycleHookId",
             "lifecycleTransition", "instanceIds", "LifecycleActionToken", "StartedAt"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(value=JSON)
def test_any_json(value: Any) -> None:
    """The same, of what looks like a notification."""
    _read(json.dumps(value).encode())
    _read(json.dumps({"content": value}).encode())


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_any_message_of_a_topic(text: str) -> None:
    """What stands around it tells its id, whatever it is."""
    message = f"<Notification><Message>{escape(text)}</Message><MessageId>7</MessageId></Notification>"
    assert wrapping(message.encode())["MessageId"] == "7"
    fields = {"TopicName": "t", "Message": text, "MessageId": "7", "PublishTime": 3}
    assert wrapping(json.dumps(fields).encode()) == {"TopicName": "t", "Message": text, "MessageId": "7"}
    assert wrapping(json.dumps({"Message": text}).encode()) == {}


def test_the_event_of_an_end() -> None:
    """It names the action, and how it has ended."""
    event = {"LifecycleActionToken": "token", "LifecycleActionStatus": "Timeout"}
    token, why = ended_token(json.dumps(event).encode())
    assert (token, "Timeout" in why) == ("token", True)
    for body in (b"", b"{}", b"\xff", b"[]"):
        with pytest.raises(Unreadable):
            ended_token(body)


def _read(body: bytes) -> None:
    try:
        assert isinstance(parse(body), Notification | TestNotification)
    except Unreadable as problem:
        assert str(problem)
    wrapping(body)
