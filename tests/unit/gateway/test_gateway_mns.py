"""MNS over HTTP: the traps that break its clients."""

import asyncio
import base64
import hashlib
from datetime import UTC
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st

from scalehook.gateway.mns.authentication import date_in
from scalehook.gateway.mns.xml_reading import read
from scalehook_contracts.base import Done
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.account import SetAccountAttributes
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.batches import (
    BatchDeletion,
    BatchEntry,
    BatchReceiveMessage,
    BatchSendMessage,
    BatchSent,
    DeletionError,
)
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessageSent,
    ReceivedMessage,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    QueueCreation,
    QueueList,
    QueueSummary,
    SetQueueAttributes,
)
from scalehook_contracts.message_service.subscriptions import Subscribe, SubscriptionCreation
from scalehook_contracts.message_service.topics import TopicCreation
from support.desk_of_gateway import Desk, percent

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"
NAMESPACE = "{http://mns.aliyuncs.com/doc/v1}"
MESSAGE = ReceivedMessage(
    message_id="M",
    message_body="a < b & c\r\n",
    message_body_md5="D",
    enqueue_time=1,
    first_dequeue_time=1,
    dequeue_count=1,
    priority=8,
    receipt_handle="1-x",
    next_visible_time=2,
    user_properties=[Property(name="n", value="5", type="NUMBER")],
)


def root(content: bytes) -> Element:
    """The answer's root; its namespace is a default one, without a slash at the end."""
    assert b'xmlns="http://mns.aliyuncs.com/doc/v1"' in content
    element: Element = fromstring(content)
    return element


def text(element: Element, path: str) -> str | None:
    return element.findtext("/".join(NAMESPACE + part for part in path.split("/")))


async def test_headers_in_lower_case(desk: Desk) -> None:
    """The Python SDK keeps them in a plain dictionary."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/queues",
        "raw_path": b"/queues",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:4580")],
    }

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    await desk.gateway(scope, receive, send)
    names = [name for name, _ in sent[0]["headers"]]
    assert b"x-mns-request-id" in names
    assert names == [name.lower() for name in names]


@pytest.mark.parametrize(
    ("method", "target"),
    [("GET", "/queues/a/b/c"), ("PATCH", "/queues/q"), ("POST", "/queues"), ("GET", "/queuesX")],
)
async def test_errors_have_four_children(desk: Desk, method: str, target: str) -> None:
    """Paths and methods outside the tables too; the id is that of the header."""
    answer = await desk.mns(method, target)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/xml;charset=utf-8"
    error = root(answer.content)
    assert text(error, "Code") == "InvalidRequestURL"
    assert text(error, "RequestId") == answer.headers["x-mns-request-id"]
    assert text(error, "Message")
    assert text(error, "HostId") == "http://127.0.0.1:4580"


@pytest.mark.parametrize(
    ("headers", "secret", "status", "code"),
    [
        ({}, "wrong", 403, "SignatureDoesNotMatch"),
        ({"date": "Thu, 01 Jan 2015 00:00:00 GMT"}, "testsecret", 408, "TimeExpired"),
        ({"date": "soon"}, "testsecret", 400, "InvalidDateHeader"),
        ({"date": "Fri, 31 Dec 9999 23:59:59 -0100"}, "testsecret", 400, "InvalidDateHeader"),
        ({"date": "Fri, 31 Dec 2026 23:59:59 +9999999999"}, "testsecret", 400, "InvalidDateHeader"),
        ({"content-md5": "=" * 5000}, "testsecret", 400, "InvalidDegist"),
        ({"x-mns-version": "2014-07-08"}, "testsecret", 400, "InvalidVersionHeader"),
        ({"content-md5": "AAAA"}, "testsecret", 400, "InvalidDegist"),
    ],
)
async def test_signatures(
    desk: Desk, headers: dict[str, str], secret: str, status: int, code: str
) -> None:
    """And the dates and digests that they cover."""
    answer = await desk.mns("GET", "/queues/q", secret=secret, **headers)
    assert (answer.status_code, text(root(answer.content), "Code")) == (status, code)


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 400, "MissingAuthorizationHeader"),
        ({"authorization": "Basic x"}, 400, "MissingDateHeader"),
        ({"authorization": "MNS nobody:x", "date": DATE}, 403, "InvalidAccessKeyId"),
        ({"authorization": "MNS x", "date": DATE}, 400, "InvalidAuthorizationHeader"),
    ],
)
async def test_unsigned_requests(desk: Desk, headers: dict[str, str], status: int, code: str) -> None:
    """Each lack has its code."""
    answer = await desk.send("GET", "/queues/q", headers=headers)
    assert (answer.status_code, text(root(answer.content), "Code")) == (status, code)


@given(st.text(st.characters(max_codepoint=255), max_size=60))
@example("é")
@example("Thu, 01 Jan 2026 00:00:00 -")
def test_any_date_is_one_or_refused(text: str) -> None:
    """Never anything else: the header is read before anybody is known to have signed it."""
    try:
        assert date_in(text).time.tzinfo is UTC
    except ApiError as refusal:
        assert refusal.code == "InvalidDateHeader"


async def test_digests_that_are_no_ascii(desk: Desk) -> None:
    """Are no Base64 either."""
    answer = await desk.mns("GET", "/queues/q", **{"content-md5": "é"})
    assert text(root(answer.content), "Code") == "InvalidDegist"


@pytest.mark.parametrize("hexadecimal", [True, False])
async def test_both_encodings_of_the_digest(desk: Desk, hexadecimal: bool) -> None:
    """Base64 of the digest, or of its hexadecimal text."""
    body = b"<Message><MessageBody>x</MessageBody></Message>"
    digest = hashlib.md5(body)
    raw = digest.hexdigest().encode() if hexadecimal else digest.digest()
    desk.bus.reply = MessageSent(message_id="M", message_body_md5="D")
    headers = {"content-md5": base64.b64encode(raw).decode()}
    assert (await desk.mns("POST", "/queues/q/messages", body, **headers)).status_code == 201


@pytest.mark.parametrize(
    ("method", "target", "reply", "status"),
    [
        ("PUT", "/queues/q", QueueCreation(created=True), 201),
        ("PUT", "/queues/q", QueueCreation(created=False), 204),
        ("PUT", "/topics/t", TopicCreation(created=True), 201),
        ("PUT", "/topics/t/subscriptions/s", SubscriptionCreation(created=True), 201),
    ],
)
async def test_locations(desk: Desk, method: str, target: str, reply: Any, status: int) -> None:
    """On 201 and on 204, from the request's own host; a 204 has no body and no type."""
    desk.bus.reply = reply
    answer = await desk.mns(method, target)
    assert answer.status_code == status
    assert answer.headers["location"] == f"http://127.0.0.1:4580{target}"
    assert answer.content == b""
    assert "content-type" not in answer.headers


NAMESPACES = [
    "",
    ' xmlns="http://mns.aliyuncs.com/doc/v1"',
    ' xmlns="http://mns.aliyuncs.com/doc/v1/"',
]


@pytest.mark.parametrize("namespace", NAMESPACES)
async def test_namespaces_of_requests(desk: Desk, namespace: str) -> None:
    """With a slash, without one, and none at all."""
    body = f"<Queue{namespace}><DelaySeconds>5</DelaySeconds></Queue>".encode()
    desk.bus.reply = QueueCreation(created=True)
    await desk.mns("PUT", "/queues/q", body)
    assert desk.bus.operation == CreateQueue(queue_name="q", delay_seconds=5)
    desk.bus.reply = Done()
    assert (await desk.mns("PUT", "/queues/q?metaOverride=true", body)).status_code == 204
    assert isinstance(desk.bus.operation, SetQueueAttributes)


@pytest.mark.parametrize(
    "body",
    [
        b"<Queue",
        b"<Queue></Topic>",
        b"\xff\xfe",
        b"<Other/>",
        b'<!DOCTYPE q [<!ENTITY e "x">]><Queue><DelaySeconds>&e;</DelaySeconds></Queue>',
        b"<!DOCTYPE q><Queue/>",
        b"<!DOCTYPE q [%s]><Queue>&e9;</Queue>"
        % b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 20) for n in range(1, 10)),
        b'<!DOCTYPE q [<!ATTLIST Queue a CDATA "&lt;">]><Queue/>',
        b'<!DOCTYPE q SYSTEM "file:///etc/passwd"><Queue/>',
        b"<Queue>" + b"<a>" * 50 + b"</a>" * 50 + b"</Queue>",
        b'<?xml version="1.0" encoding="nonsense"?><Queue/>',
        b"<Queue><DelaySeconds>\x00</DelaySeconds></Queue>",
        b"<Queue><DelaySeconds>\x07</DelaySeconds></Queue>",
        b"<Queue><DelaySeconds>&#0;</DelaySeconds></Queue>",
        b"<Queue><DelaySeconds>&#xD800;</DelaySeconds></Queue>",
        b"<Queue><DelaySeconds>\xed\xa0\x80</DelaySeconds></Queue>",
        b"<Queue><DelaySeconds>&#xFFFE;</DelaySeconds></Queue>",
    ],
)
async def test_bodies_that_are_no_xml(desk: Desk, body: bytes) -> None:
    """Broken, with entities, nested too deep, of another root."""
    answer = await desk.mns("PUT", "/queues/q", body)
    assert text(root(answer.content), "Code") == "MalformedXML"


@given(st.binary(max_size=200))
def test_any_bytes_are_xml_or_refused(body: bytes) -> None:
    """Never anything else."""
    try:
        read(body)
    except ApiError as refusal:
        assert refusal.code == "MalformedXML"


@pytest.mark.parametrize("number", ["9223372036854775808", "-" + "9" * 400, "9" * 5000])
async def test_numbers_that_need_more_than_64_bits(desk: Desk, number: str) -> None:
    """No journal could keep them: the element is named, and nobody is asked."""
    body = f"<Queue><DelaySeconds>{number}</DelaySeconds></Queue>".encode()
    error = root((await desk.mns("PUT", "/queues/q", body)).content)
    assert text(error, "Code") == "InvalidArgument"
    assert "DelaySeconds" in str(text(error, "Message"))
    assert desk.bus.asked == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/queues/%ff", "InvalidRequestURL"),
        ("/queues/q/messages?receiptHandle=%ed%a0%80", "InvalidQueryString"),
        ("/queues/q/messages?%ff=1", "InvalidQueryString"),
    ],
)
async def test_escapes_that_are_no_text(desk: Desk, target: str, code: str) -> None:
    """Are refused instead of read as something else."""
    assert text(root((await desk.mns("DELETE", target)).content), "Code") == code


async def test_a_number_that_is_none(desk: Desk) -> None:
    """The element is named."""
    body = b"<Queue><DelaySeconds>long</DelaySeconds></Queue>"
    error = root((await desk.mns("PUT", "/queues/q", body)).content)
    assert text(error, "Code") == "InvalidArgument"
    assert "DelaySeconds" in str(text(error, "Message"))


async def test_one_message_or_many(desk: Desk) -> None:
    """Told apart by the root."""
    desk.bus.reply = MessageSent(message_id="M", message_body_md5="D")
    one = (
        b"<Message><MessageBody>a &lt; b</MessageBody><Priority>1</Priority><UserProperties>"
        b"<PropertyValue><Name>n</Name><Value>5</Value><Type>NUMBER</Type></PropertyValue>"
        b"</UserProperties></Message>"
    )
    answer = await desk.mns("POST", "/queues/q/messages", one)
    assert desk.bus.operation == SendMessage(
        queue_name="q",
        message_body="a < b",
        priority=1,
        user_properties=[Property(name="n", value="5", type="NUMBER")],
    )
    assert text(root(answer.content), "MessageBodyMD5") == "D"
    desk.bus.reply = BatchSent(
        messages=[
            BatchEntry(message_id="M", message_body_md5="D"),
            BatchEntry(error_code="InvalidArgument", error_message="too long"),
        ]
    )
    many = b"<Messages><Message><MessageBody>a</MessageBody></Message><Message/></Messages>"
    answer = await desk.mns("POST", "/queues/q/messages", many)
    assert isinstance(desk.bus.operation, BatchSendMessage)
    assert answer.status_code == 500
    good, bad = root(answer.content)
    assert [child.tag for child in good] == [NAMESPACE + "MessageId", NAMESPACE + "MessageBodyMD5"]
    assert [child.tag for child in bad] == [NAMESPACE + "ErrorCode", NAMESPACE + "ErrorMessage"]


async def test_a_received_message(desk: Desk) -> None:
    """All that the SDK needs, the text unchanged."""
    desk.bus.reply = MESSAGE
    answer = await desk.mns("GET", "/queues/q/messages?waitSeconds=5")
    assert desk.bus.operation == ReceiveMessage(queue_name="q", wait_seconds=5)
    seen = root(answer.content)
    assert text(seen, "MessageBody") == "a < b & c\r\n"
    assert text(seen, "UserProperties/PropertyValue/Value") == "5"
    for name in ("ReceiptHandle", "NextVisibleTime", "DequeueCount", "Priority", "EnqueueTime"):
        assert text(seen, name), name
    await desk.mns("GET", "/queues/q/messages?numOfMessages=3")
    assert desk.bus.operation == BatchReceiveMessage(queue_name="q", num_of_messages=3)


async def test_receipt_handles_with_a_plus(desk: Desk) -> None:
    """A plus is a plus, escaped or not; names in any letter case."""
    for handle in ("a/b+c==", percent("a/b+c==")):
        await desk.mns("DELETE", f"/queues/q/messages?receiptHandle={handle}")
        assert desk.bus.operation == DeleteMessage(queue_name="q", receipt_handle="a/b+c==")
    desk.bus.reply = MESSAGE.model_copy()
    await desk.mns("PUT", "/queues/q/messages?ReceiptHandle=h&VisibilityTimeout=0")
    assert desk.bus.operation == ChangeMessageVisibility(
        queue_name="q", receipt_handle="h", visibility_timeout=0
    )
    error = root((await desk.mns("GET", "/queues/q/messages?limit=3")).content)
    assert text(error, "Code") == "InvalidQueryString"


async def test_handles_that_failed(desk: Desk) -> None:
    """404 with exactly three children each."""
    error = DeletionError(error_code="ReceiptHandleError", error_message="m", receipt_handle="h2")
    desk.bus.reply = BatchDeletion(errors=[error])
    body = b"<ReceiptHandles><ReceiptHandle>h1</ReceiptHandle></ReceiptHandles>"
    answer = await desk.mns("DELETE", "/queues/q/messages", body)
    assert answer.status_code == 404
    assert len(root(answer.content)[0]) == 3
    desk.bus.reply = BatchDeletion()
    assert (await desk.mns("DELETE", "/queues/q/messages", body)).status_code == 204


async def test_lists(desk: Desk) -> None:
    """URLs from the request's host; no marker on the last page."""
    desk.bus.reply = QueueList(queues=[QueueSummary(queue_name="q")], next_marker="q")
    answer = root((await desk.mns("GET", "/queues", **{"x-mns-ret-number": "1"})).content)
    assert text(answer, "Queue/QueueURL") == "http://127.0.0.1:4580/queues/q"
    assert text(answer, "NextMarker") == "q"
    desk.bus.reply = QueueList()
    answer = root((await desk.mns("GET", "/queues")).content)
    assert list(answer) == []


async def test_topics(desk: Desk) -> None:
    """Subscribing and publishing."""
    desk.bus.reply = SubscriptionCreation(created=True)
    body = b"<Subscription><Endpoint>acs:mns:r:1:queues/q</Endpoint></Subscription>"
    await desk.mns("PUT", "/topics/t/subscriptions/s", body)
    assert desk.bus.operation == Subscribe(
        topic_name="t", subscription_name="s", endpoint="acs:mns:r:1:queues/q"
    )
    body = (
        b"<Message><MessageBody>x</MessageBody><MessageAttributes><DirectSMS>{}</DirectSMS>"
        b"</MessageAttributes></Message>"
    )
    desk.bus.reply = MessageSent(message_id="M", message_body_md5="D")
    await desk.mns("POST", "/topics/t/messages", body)
    assert isinstance(desk.bus.operation, PublishMessage)
    assert desk.bus.operation.message_attributes == {"DirectSMS": "{}"}


@pytest.mark.parametrize(
    ("body", "bucket"),
    [
        (b"", None),
        (b"<Account/>", None),
        (b"<Account><LoggingBucket/></Account>", ""),
        (b"<Account><LoggingBucket>logs</LoggingBucket></Account>", "logs"),
    ],
)
async def test_the_account(desk: Desk, body: bytes, bucket: str | None) -> None:
    """What the body does not name is not changed."""
    assert (await desk.mns("PUT", "/?accountmeta=true", body)).status_code == 204
    assert desk.bus.operation == SetAccountAttributes(logging_bucket=bucket)


async def test_nothing_to_receive(desk: Desk) -> None:
    """404, in the service's own words."""
    desk.bus.reply = MessageNotExist()
    answer = await desk.mns("GET", "/queues/q/messages")
    assert answer.status_code == 404
    assert text(root(answer.content), "Message") == "Message not exist."


async def test_a_stop_ends_long_polls(desk: Desk) -> None:
    """With an error that clients know, instead of a connection that is cut."""
    desk.bus.hangs = True
    waiting = asyncio.ensure_future(desk.mns("GET", "/queues/q/messages?waitseconds=30"))
    await desk.bus.reached.wait()
    desk.gateway.close()
    assert (await waiting).status_code == 503


async def test_crashes_are_xml_too(desk: Desk) -> None:
    """And say nothing about the inside."""
    desk.bus.reply = ValueError("inside")
    answer = await desk.mns("GET", "/queues/q")
    assert answer.status_code == 500
    assert text(root(answer.content), "Code") == "InternalError"
    assert b"inside" not in answer.content


async def test_a_client_that_leaves_its_long_poll_is_no_error(desk: Desk) -> None:
    """The request ends like any other; that nobody reads its answer is the server's to know."""
    gateway = desk.gateway

    async def left_at_once(scope: Any, receive: Any, send: Any) -> None:
        told = iter([{**await receive(), "more_body": False}, {"type": "http.disconnect"}])

        async def receive_again() -> Any:
            return next(told)

        await gateway(scope, receive_again, send)

    desk.gateway = left_at_once
    desk.over_asgi = desk.bus.hangs = True
    assert (await desk.mns("GET", "/queues/q/messages?waitseconds=30")).status_code == 503
