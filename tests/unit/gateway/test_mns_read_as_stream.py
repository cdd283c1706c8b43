"""Replies of MNS as the strictest official client reads them: the one for PHP, node by node.

It takes a text where it stands right behind a start tag. In a system property it takes each tag named
`Name`, `Value` or `Type`, start or end, and passes over the node behind it. And it looks for user
properties up to the end of the document: what stands behind the first of them is lost.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from lxml import etree

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns.rendering import error_response, reply_response
from scalehook_contracts.base import Reply
from scalehook_contracts.errors.mns import QueueNotExist
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.messages import PeekedMessage, ReceivedMessage

PARTS = ("Name", "Value", "Type")
USER = [Property(name="k", value="v", type="STRING"), Property(name="n", value="5", type="NUMBER")]
SYSTEM = [
    Property(name="traceparent", value="00-1-2-01", type="STRING"),
    Property(name="baggage", value="a=b", type="STRING"),
]
COMMON: dict[str, Any] = {
    "message_id": "M",
    "message_body": "body",
    "message_body_md5": "D",
    "enqueue_time": 1,
    "first_dequeue_time": 2,
    "dequeue_count": 3,
    "priority": 8,
    "message_group_id": "g",
    "user_properties": USER,
    "system_properties": SYSTEM,
}
RECEIVED = ReceivedMessage(**COMMON, receipt_handle="1-x", next_visible_time=4)
PEEKED = PeekedMessage(**COMMON)


class Node(NamedTuple):
    """`kind` is `start`, `text`, `blank` or `end`; a text has no name."""

    kind: str
    name: str = ""
    value: str = ""


def nodes(body: bytes) -> Iterator[Node]:
    """All of a document's, in order."""
    yield from _nodes(etree.fromstring(body))


def _nodes(element: Any) -> Iterator[Node]:
    name = etree.QName(element).localname
    yield Node("start", name)
    yield from _text(element.text)
    for child in element:
        yield from _nodes(child)
        yield from _text(child.tail)
    yield Node("end", name)


def _text(text: str | None) -> Iterator[Node]:
    if text:
        yield Node("text" if text.strip() else "blank", value=text)


def read(body: bytes) -> dict[str, Any]:
    """A message: texts by name, and both kinds of properties."""
    stream = nodes(body)
    found: dict[str, Any] = {}
    for node in stream:
        if node.kind != "start":
            continue
        if node.name == "SystemProperties":
            found[node.name] = list(_system_properties(stream))
        elif node.name == "UserProperties":
            found[node.name] = list(_user_properties(stream))
        elif node.name != "Message":
            found[node.name] = next(stream).value
    return found


def _system_properties(stream: Iterator[Node]) -> Iterator[dict[str, str]]:
    for node in stream:
        if node == Node("end", "SystemProperties"):
            return
        if node == Node("start", "SystemPropertyValue"):
            yield _property(stream, node.name, also_at_end_tags=True)


def _user_properties(stream: Iterator[Node]) -> Iterator[dict[str, str]]:
    for node in stream:
        if node == Node("start", "PropertyValue"):
            yield _property(stream, node.name, also_at_end_tags=False)


def _property(stream: Iterator[Node], name: str, *, also_at_end_tags: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in stream:
        if node == Node("end", name):
            break
        if node.name in PARTS and (node.kind == "start" or also_at_end_tags):
            behind = next(stream, node)
            if behind.kind == "text":
                found[node.name] = behind.value
    return found


def body(reply: Reply) -> bytes:
    request = HttpRequest("GET", "/queues/q/messages", "", {}, b"", "127.0.0.1:4580")
    return reply_response(reply, request, "ID").body


@pytest.mark.parametrize("message", [RECEIVED, PEEKED], ids=["received", "peeked"])
def test_a_message_with_all_kinds_of_properties(message: PeekedMessage) -> None:
    """Nothing of it is lost."""
    seen = read(body(message))
    assert seen.pop("UserProperties") == _spelt(USER)
    assert seen.pop("SystemProperties") == _spelt(SYSTEM)
    plain = message.model_dump(by_alias=True, exclude={"user_properties", "system_properties"})
    assert seen == {name: str(value) for name, value in plain.items()}


def test_such_a_reader_needs_line_breaks_and_this_order() -> None:
    """Without either it loses something: that is what the tests here would notice."""
    whole = body(RECEIVED)
    assert read(whole.replace(b"\n", b""))["SystemProperties"] != _spelt(SYSTEM)
    handle = b"\n<ReceiptHandle>1-x</ReceiptHandle>"
    last = whole.replace(handle, b"").replace(b"\n</Message>", handle + b"\n</Message>")
    assert "ReceiptHandle" not in read(last)


def test_an_error() -> None:
    """Its four texts, each right behind its start tag."""
    answer = error_response(QueueNotExist(), "127.0.0.1:4580", "ID")
    stream = nodes(answer.body)
    assert next(stream) == Node("start", "Error")
    texts = {node.name: next(stream).value for node in stream if node.kind == "start"}
    assert texts == {
        "Code": "QueueNotExist",
        "Message": "The queue name you provided is not exist.",
        "RequestId": "ID",
        "HostId": "http://127.0.0.1:4580",
    }


def _spelt(properties: list[Property]) -> list[dict[str, str]]:
    return [each.model_dump(by_alias=True) for each in properties]
