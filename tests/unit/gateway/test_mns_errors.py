"""The documented errors of MNS, as their clients get them."""

from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from scalehook_contracts.errors import ApiError, mns
from scalehook_contracts.errors.common import InternalError, InvalidAccessKeyIdInactive
from support.desk_of_gateway import Desk

NAMESPACE = "{http://mns.aliyuncs.com/doc/v1}"
LOGGING = "LoggingEnabled"
SCHEMA = "The XML you provided did not validate against our published schema, cause by"
QUEUE_RULE = "QueueName should start with alpha and contain only alpha, digit or -."
# status, code and text that clients compare; what the documents do not tell of a text is left free
DOCUMENTED: list[tuple[ApiError, int, str, str | None]] = [
    (mns.InvalidAuthorizationHeader(), 400, "InvalidAuthorizationHeader",
     "The Authorization header format is invalid."),
    (mns.InvalidDateHeader(), 400, "InvalidDateHeader", "The Date header format is invalid."),
    (mns.MissingAuthorizationHeader(), 400, "MissingAuthorizationHeader",
     "Authorization header is required."),
    (mns.MissingDateHeader(), 400, "MissingDateHeader", "Date header is required."),
    (mns.InvalidVersionHeader(), 400, "InvalidVersionHeader", None),
    (mns.InvalidContentType(), 400, "InvalidContentType", None),
    (mns.InvalidArgument(name="DelaySeconds"), 400, "InvalidArgument", f"{SCHEMA} DelaySeconds."),
    (mns.ValueOutOfRange(name="VisibilityTimeout", low=1, high=43200, unit="seconds"), 400,
     "InvalidArgument", "The value of VisibilityTimeout should between 1 and 43200 seconds."),
    (mns.ValueOutOfRange(name="MaximumMessageSize", low=1024, high=65536, unit="bytes"), 400,
     "InvalidArgument", "The value of MaximumMessageSize should between 1024 and 65536 bytes."),
    (mns.CountOutOfRange(name="Priority", low=1, high=16), 400, "InvalidArgument",
     "The value of Priority should between 1 and 16"),
    (mns.MessageTooLong(), 400, "InvalidArgument",
     "The length of message should not be larger than MaximumMessageSize."),
    (mns.MalformedXML(), 400, "MalformedXML", "The XML you provided was not well-formed."),
    (mns.InvalidDegist(), 400, "InvalidDegist", "The Content-MD5 you specified is invalid."),
    (mns.InvalidRequestURL(), 400, "InvalidRequestURL", "Http request URL format invalid."),
    (mns.InvalidQueryString(name="limit"), 400, "InvalidQueryString",
     'Http request URL contains invalid querystring item "limit".'),
    (mns.MissingReceiptHandle(), 400, "MissingReceiptHandle", "ReceiptHandle is required."),
    (mns.MissingVisibilityTimeout(), 400, "MissingVisibilityTimeout", "VisibilityTimeout is required."),
    (mns.ReceiptHandleError(), 400, "ReceiptHandleError",
     "The receipt handle you provide is not valid."),
    (mns.InvalidQueueName(), 400, "InvalidQueueName",
     f"The queue name you provided is invalid. {QUEUE_RULE}"),
    (mns.QueueNameLengthError(longest=256), 400, "QueueNameLengthError",
     "Queue name length should between 1 and 256."),
    (mns.TopicNameInvalid(), 400, "TopicNameInvalid", None),
    (mns.TopicNameLengthError(longest=256), 400, "TopicNameLengthError", None),
    (mns.SubscriptionNameInvalid(), 400, "SubscriptionNameInvalid", None),
    (mns.SubscriptionNameLengthError(longest=256), 400, "SubscriptionNameLengthError", None),
    (mns.EndpointInvalid(), 400, "EndpointInvalid", None),
    (mns.AccessDenied(), 403, "AccessDenied",
     "The OwnerId that your Access Key Id associated to is forbidden for this operation."),
    (mns.InvalidAccessKeyId(), 403, "InvalidAccessKeyId", "The AccessKey Id you provided is not exist."),
    (InvalidAccessKeyIdInactive(), 403, "InvalidAccessKeyId",
     "The AccessKey Id you provided is not exist."),
    (mns.SignatureDoesNotMatch(), 403, "SignatureDoesNotMatch",
     "The request signature we calculated does not match the signature you provided. "
     "Check your key and signing method."),
    (mns.QueueNotExist(), 404, "QueueNotExist", "The queue name you provided is not exist."),
    (mns.MessageNotExist(), 404, "MessageNotExist", "Message not exist."),
    (mns.TopicNotExist(), 404, "TopicNotExist", "The topic name you provided is not exist."),
    (mns.SubscriptionNotExist(), 404, "SubscriptionNotExist", None),
    (mns.TimeExpired(), 408, "TimeExpired", "The http request you sent is expired."),
    (mns.QueueAlreadyExist(), 409, "QueueAlreadyExist",
     "The queue you want to create is already exist."),
    (mns.TopicAlreadyExist(), 409, "TopicAlreadyExist", "The topic you want to create already exist."),
    (mns.SubscriptionAlreadyExist(), 409, "SubscriptionAlreadyExist", None),
    (InternalError(), 500, "InternalError", None),
]  # fmt: skip


async def test_each_has_its_status_code_and_text() -> None:
    """And all four children, the id that of the header."""
    desk = Desk()
    for error, status, code, message in DOCUMENTED:
        desk.bus.reply = error
        answer = await desk.mns("GET", "/queues/q")
        read: Element = fromstring(answer.content)
        texts = [child.text for child in read]
        assert [child.tag for child in read] == [
            NAMESPACE + name for name in ("Code", "Message", "RequestId", "HostId")
        ]
        assert (answer.status_code, texts[0]) == (status, code)
        assert texts[1] == message if message else texts[1]
        assert texts[2:] == [answer.headers["x-mns-request-id"], "http://127.0.0.1:4580"]
        assert answer.headers["content-type"] == "text/xml;charset=utf-8"


@pytest.mark.parametrize(
    ("method", "target", "code"),
    [
        ("PUT", "/queues/", "InvalidRequestURL"),
        ("DELETE", "/queues/", "InvalidRequestURL"),
        ("PUT", "/queues", "InvalidRequestURL"),
        ("POST", "/topics/t", "InvalidRequestURL"),
        ("GET", "/topics/t/messages", "InvalidRequestURL"),
        ("GET", "//queues/q", "InvalidRequestURL"),
        ("GET", "/queues//q", "InvalidRequestURL"),
        ("GET", "/Queues/q", "InvalidRequestURL"),
        ("HEAD", "/queues/q", None),
        ("OPTIONS", "/queues/q", "InvalidRequestURL"),
        ("GET", "/", "InvalidRequestURL"),
        ("GET", "/?accountmeta=false", "InvalidRequestURL"),
        ("POST", "/commonbuy/other", "InvalidRequestURL"),
        ("GET", "/healthz", "InvalidRequestURL"),
        ("POST", "/_scalehook/clock/advance", "InvalidRequestURL"),
        ("GET", "/x509_public_certificate.pem", "InvalidRequestURL"),
        ("GET", "/queues/q?x=1", "InvalidQueryString"),
        ("GET", "/queues/q/messages?peekonly=1", "InvalidQueryString"),
        ("GET", "/queues/q/messages?peekonly", "InvalidQueryString"),
        ("GET", "/queues/q/messages?peekonly=", "InvalidQueryString"),
        ("PUT", "/queues/q?metaoverride", "InvalidQueryString"),
        ("PUT", "/queues/q?metaoverride=yes", "InvalidQueryString"),
        ("GET", "/?accountmeta=on", "InvalidQueryString"),
        ("GET", "/queues/q/messages?waitseconds=0&waitSeconds=30", "InvalidQueryString"),
        ("DELETE", "/queues/q/messages?ReceiptHandle=a&ReceiptHandle=b", "InvalidQueryString"),
    ],
)
async def test_paths_and_methods_of_no_operation(
    desk: Desk, method: str, target: str, code: str | None
) -> None:
    """Are refused in XML, and never with the codes of a web framework."""
    answer = await desk.mns(method, target)
    assert answer.status_code == 400
    if code is not None:
        assert fromstring(answer.content).findtext(f"{NAMESPACE}Code") == code
    assert desk.bus.asked == []


def sent(inner: str) -> tuple[str, str, bytes, dict[str, str]]:
    """A message with that in it, besides its body."""
    body = f"<Message><MessageBody>x</MessageBody>{inner}</Message>"
    return "POST", "/queues/q/messages", body.encode(), {}


@pytest.mark.parametrize(
    ("request_of", "name"),
    [
        (("GET", "/queues", b"", {"x-mns-ret-number": "ten"}), "x-mns-ret-number"),
        (("GET", "/topics", b"", {"x-mns-ret-number": "9" * 30}), "x-mns-ret-number"),
        (("GET", "/topics/t/subscriptions", b"", {"x-mns-with-meta": "yes"}), "x-mns-with-meta"),
        (("GET", "/queues/q/messages?waitseconds=long", b"", {}), "waitseconds"),
        (("GET", "/queues/q/messages?numOfMessages=", b"", {}), "numOfMessages"),
        (("GET", "/queues/q/messages?numOfMessages=1.0", b"", {}), "numOfMessages"),
        (sent("<DelaySeconds>1_0</DelaySeconds>"), "DelaySeconds"),
        (sent("<DelaySeconds>+1</DelaySeconds>"), "DelaySeconds"),
        (sent("<Priority>1.0</Priority>"), "Priority"),
        (sent("<UserProperties>a=b</UserProperties>"), "UserProperties"),
        (
            ("PUT", "/queues/q", b"<Queue><LoggingEnabled>1</LoggingEnabled></Queue>", {}),
            "LoggingEnabled",
        ),
    ],
)
async def test_values_that_cannot_be_read(desk: Desk, request_of: Any, name: str) -> None:
    """Or could be read in two ways: the error has the name by which the client knows the value."""
    method, target, body, headers = request_of
    answer = await desk.mns(method, target, body, **headers)
    assert answer.status_code == 400
    assert fromstring(answer.content).findtext(f"{NAMESPACE}Message") == f"{SCHEMA} {name}."
    assert desk.bus.asked == []


async def test_numbers_in_a_batch(desk: Desk) -> None:
    """Are read as strictly as those of a single message."""
    one = b"<Message><MessageBody>x</MessageBody><DelaySeconds>%s</DelaySeconds></Message>"
    body = b"<Messages>%s%s</Messages>" % (one % b"1", one % b"1_0")
    answer = await desk.mns("POST", "/queues/q/messages", body)
    assert fromstring(answer.content).findtext(f"{NAMESPACE}Code") == "InvalidArgument"
    assert desk.bus.asked == []
