"""Which operation a request to MNS is, and for whom, whatever names and bodies it has."""

from typing import Any

import pytest

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns.refused_elements import OF_CONTROL_PLANE
from scalehook.gateway.mns.routes import route
from scalehook_contracts.errors.mns import InvalidArgument, InvalidRequestURL, MalformedXML
from scalehook_contracts.message_service.batches import BatchDeleteMessage, BatchSendMessage
from scalehook_contracts.message_service.messages import (
    DeleteMessage,
    MessageEntry,
    PeekMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    GetQueueAttributes,
    ListQueue,
    QueueCreation,
    SetQueueAttributes,
)
from scalehook_contracts.message_service.subscriptions import (
    GetSubscriptionAttributes,
    Subscribe,
)
from scalehook_contracts.shape import shape
from support.desk_of_gateway import Desk


def routed(method: str, target: str, body: bytes = b"", **headers: str) -> Any:
    """The operation; nobody normalises the target before."""
    path, _, query = target.partition("?")
    return route(HttpRequest(method, path, query, headers, body))


@pytest.mark.parametrize(
    ("spelt", "name"),
    [
        ("q", "q"),
        ("a%2Fb", "a/b"),
        ("a%2fb", "a/b"),
        ("..", ".."),
        ("%2e%2e", ".."),
        (".", "."),
        ("%E9%98%9F%E5%88%97", "队列"),
        ("a+b", "a+b"),
        ("a%20b", "a b"),
        ("a%00b", "a\x00b"),
        ("%25", "%"),
        ("%", "%"),
        ("%zz", "%zz"),
        ("messages", "messages"),
        ("queues", "queues"),
        ("x" * 1000, "x" * 1000),
    ],
)
def test_names_are_decoded_once_and_never_split(spelt: str, name: str) -> None:
    """What kind of name it is, its owner says: none of them leads anywhere else."""
    assert routed("GET", f"/queues/{spelt}") == GetQueueAttributes(queue_name=name)
    assert routed("GET", f"/queues/{spelt}/messages?peekonly=true") == PeekMessage(queue_name=name)
    assert routed("GET", f"/topics/{spelt}/subscriptions/{spelt}") == GetSubscriptionAttributes(
        topic_name=name, subscription_name=name
    )


def test_a_name_that_is_cut_short_by_a_fragment() -> None:
    """Is not taken for the name that stands before it."""
    with pytest.raises(InvalidRequestURL):
        route(HttpRequest("PUT", "/queues/a", "", {}, raw="/queues/a#b"))


def test_no_name_at_all() -> None:
    """Its owner tells that it is too short."""
    assert routed("POST", "/queues//messages", b"<Message/>") == SendMessage(queue_name="")


def test_a_slash_at_the_end() -> None:
    """Is nothing: some clients are told an endpoint with one."""
    assert routed("GET", "/queues/") == ListQueue()
    assert routed("GET", "/queues/q/") == GetQueueAttributes(queue_name="q")


@pytest.mark.parametrize("name", sorted(OF_CONTROL_PLANE))
@pytest.mark.parametrize("override", ["", "?metaoverride=true"])
def test_what_only_the_control_plane_knows(name: str, override: str) -> None:
    """Is not silently passed over, unless the operation has learnt it."""
    for target, root, cls in (
        ("/queues/q", "Queue", SetQueueAttributes if override else CreateQueue),
        ("/topics/t/subscriptions/s", "Subscription", Subscribe),
    ):
        if name in {field.alias for field in shape(cls).fields}:
            continue
        with pytest.raises(InvalidArgument) as caught:
            routed("PUT", target + override, f"<{root}><{name}>fifo</{name}></{root}>".encode())
        assert name in caught.value.message


def test_what_changes_nothing_is_passed_over() -> None:
    """A client may send back all that it was shown, and what nobody knows."""
    shown = b"<QueueName>other</QueueName><CreateTime>1</CreateTime><Foo/>"
    body = b"<Queue>" + shown + b"<DelaySeconds>5</DelaySeconds></Queue>"
    assert routed("PUT", "/queues/q", body) == CreateQueue(queue_name="q", delay_seconds=5)


SEND, PUBLISH, SUBSCRIPTION = "/queues/q/messages", "/topics/t/messages", "/topics/t/subscriptions/s"


@pytest.mark.parametrize(
    ("target", "root", "name"),
    [
        (PUBLISH, "Message", "DelaySeconds"),
        (PUBLISH, "Message", "Priority"),
        (SEND, "Message", "MessageTag"),
        (SEND, "Message", "MessageAttributes"),
        (SEND, "Message", "MessageDeduplicationId"),
        (SEND, "Message", "VisibilityTimeout"),
        (SEND, "Message", "delaySeconds"),
        ("/queues/q", "Queue", "queueType"),
        ("/queues/q", "Queue", "PollingwaitSeconds"),
        ("/topics/t", "Topic", "DelaySeconds"),
        (SUBSCRIPTION, "Subscription", "filterTag"),
        ("/?accountmeta=true", "Account", "loggingBucket"),
    ],
)
def test_what_another_operation_has_and_other_letters(target: str, root: str, name: str) -> None:
    """What is asked for so would silently not happen: the element is named, in a batch, too."""
    method = "POST" if root == "Message" else "PUT"
    body = f"<{root}><{name}>5</{name}></{root}>"
    for whole in (body, f"<Messages>{body}</Messages>") if target == SEND else (body,):
        with pytest.raises(InvalidArgument, match=rf"cause by {name}\."):
            routed(method, target, whole.encode())


@pytest.mark.parametrize(
    ("method", "target", "body", "name"),
    [
        ("PUT", "/queues/q", b"<Queue><DelaySeconds>0</DelaySeconds><DelaySeconds/></Queue>",
         "DelaySeconds"),
        ("POST", SEND, b"<Message><MessageBody>a</MessageBody><MessageBody>a</MessageBody></Message>",
         "MessageBody"),
        ("POST", SEND, b"<Messages><Message/><Entry/></Messages>", "Entry"),
        ("DELETE", SEND, b"<ReceiptHandles><ReceiptHandle>1</ReceiptHandle><Id>2</Id></ReceiptHandles>",
         "Id"),
        ("POST", SEND, b"<Message><UserProperties><Property/></UserProperties></Message>", "Property"),
        ("POST", PUBLISH, b"<Message><UserProperties><SystemPropertyValue/></UserProperties></Message>",
         "SystemPropertyValue"),
        ("POST", SEND, b"<Message><SystemProperties><PropertyValue/></SystemProperties></Message>",
         "PropertyValue"),
    ],
)  # fmt: skip
def test_elements_that_do_not_fit_their_place(method: str, target: str, body: bytes, name: str) -> None:
    """One that is there twice, and another than the items of a list: neither is guessed at."""
    with pytest.raises(InvalidArgument, match=rf"cause by {name}\."):
        routed(method, target, body)


@pytest.mark.parametrize("root", ["UserProperties", "SystemProperties"])
def test_a_property_in_other_letters(root: str) -> None:
    """Is refused like any other element."""
    item = {"UserProperties": "PropertyValue", "SystemProperties": "SystemPropertyValue"}[root]
    named = f"<{root}><{item}><name>a</name><Value>b</Value><Type>STRING</Type></{item}></{root}>"
    for target in (SEND, PUBLISH):
        with pytest.raises(InvalidArgument, match=r"cause by name\."):
            routed("POST", target, f"<Message>{named}</Message>".encode())


def test_names_that_are_only_the_programs_own() -> None:
    """Say nothing: a client that spells an element so would not be understood in the cloud."""
    queue = b"<Queue><delay_seconds>7</delay_seconds><queue_name>other</queue_name></Queue>"
    message = b"<Message><message_body>a</message_body><message_group_id>g</message_group_id></Message>"
    assert routed("PUT", "/queues/q", queue) == CreateQueue(queue_name="q")
    assert routed("POST", SEND, message) == SendMessage(queue_name="q")
    batch = routed("POST", SEND, b"<Messages>" + message + b"</Messages>")
    assert batch == BatchSendMessage(queue_name="q", messages=[MessageEntry()])
    with pytest.raises(InvalidArgument, match=r"cause by UserProperties\.1\.Name\."):
        routed("POST", SEND, b"<Message><UserProperties><PropertyValue/></UserProperties></Message>")


@pytest.mark.parametrize(
    "body", [b"", b"<Queue/>", b"<Queue><DelaySeconds/></Queue>", b"<Queue> </Queue>"]
)
def test_bodies_without_attributes(body: bytes) -> None:
    """Leave all of them to their defaults."""
    assert routed("PUT", "/queues/q", body) == CreateQueue(queue_name="q")


@pytest.mark.parametrize("body", [b"", b"<Queue/>", b"text", b"<Messages"])
def test_bodies_of_no_message(body: bytes) -> None:
    """Are malformed."""
    with pytest.raises(MalformedXML):
        routed("POST", "/queues/q/messages", body)


def test_empty_batches_are_their_owners_to_refuse() -> None:
    """They are batches all the same."""
    assert routed("POST", "/queues/q/messages", b"<Messages/>") == BatchSendMessage(queue_name="q")
    assert routed("DELETE", "/queues/q/messages", b"<ReceiptHandles/>") == BatchDeleteMessage(
        queue_name="q"
    )


def test_the_handle_stands_in_the_query() -> None:
    """A body beside it is not looked at."""
    assert routed("DELETE", "/queues/q/messages?ReceiptHandle=a%2Bb+c&", b"<x/>") == DeleteMessage(
        queue_name="q", receipt_handle="a+b+c"
    )


async def test_the_location_of_a_target_with_a_slash_at_the_end(desk: Desk) -> None:
    """Ends with the name: that is where clients take it from."""
    desk.bus.reply = QueueCreation(created=True)
    answer = await desk.mns("PUT", "/queues/q/")
    assert answer.headers["location"] == "http://127.0.0.1:4580/queues/q"
