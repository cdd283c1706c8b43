"""Publishing to queues and to the web."""

import json

import pytest
from lxml import etree

from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.message_service.account import GetAccountAttributes, SetAccountAttributes
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.messages import ReceivedMessage, ReceiveMessage
from scalehook_contracts.message_service.publications import NotificationDropped, PublishMessage
from scalehook_contracts.message_service.pushes import (
    PushDiscarded,
    PushFailed,
    PushNotification,
    PushSucceeded,
    RecordPushOutcome,
)
from scalehook_contracts.message_service.subscriptions import Subscribe, Unsubscribe
from scalehook_contracts.message_service.topics import CreateTopic, DeleteTopic, GetTopicAttributes

ACCOUNT = "1234567890123456"
MD5 = "5D41402ABC4B2A76B9719D911017C592"
WEB = "http://127.0.0.1:9000/hook?x=1"


@pytest.fixture(autouse=True)
def topic(signing):
    """A topic `t`."""
    signing.ask(CreateTopic(topic_name="t"))


def subscribe(mns, endpoint: str = "acs:mns:any:127:queues/q", name: str = "s", **more: str) -> None:
    mns.ask(Subscribe(topic_name="t", subscription_name=name, endpoint=endpoint, **more))


def publish(mns, body: str = "hello", tag: str | None = None):
    return mns.ask(PublishMessage(topic_name="t", message_body=body, message_tag=tag))


def received(mns) -> ReceivedMessage:
    return mns.ask(ReceiveMessage(queue_name="q"))


def last_push(mns) -> tuple[str, PushNotification]:
    return mns.begun[-1]


def dropped(mns) -> list[NotificationDropped]:
    return [event for event in mns.recorded if isinstance(event, NotificationDropped)]


def fail(mns) -> None:
    key, intent = last_push(mns)
    mns.settle(key, RecordPushOutcome(push_id=intent.push_id, reason="HTTP 500"))


def test_a_queue_gets_the_raw_body_when_it_asks_for_it(mns):
    """With priority 8, as a message of its own."""
    subscribe(mns, notify_content_format="SIMPLIFIED")
    published = publish(mns)
    message = received(mns)
    assert (message.message_body, message.priority) == ("hello", 8)
    assert published.message_body_md5 == MD5 == message.message_body_md5
    assert published.message_id != message.message_id


def test_a_queue_gets_the_documented_json(mns):
    """Every value is text, the time included."""
    subscribe(mns, notify_content_format="JSON")
    published = publish(mns, tag="tag")
    assert json.loads(received(mns).message_body) == {
        "TopicOwner": ACCOUNT,
        "TopicName": "t",
        "Subscriber": ACCOUNT,
        "SubscriptionName": "s",
        "MessageId": published.message_id,
        "MessageMD5": MD5,
        "Message": "hello",
        "MessageTag": "tag",
        "PublishTime": "1767225600000",
    }


def test_a_queue_gets_the_documented_xml_by_default(mns):
    """Escaped, in the namespace with the final slash, and without a tag where there is none."""
    subscribe(mns)
    body = "<a> & \r\n]]>"
    publish(mns, body)
    root = etree.fromstring(received(mns).message_body.encode())
    names = [etree.QName(child) for child in root]
    assert {name.namespace for name in names} == {"http://mns.aliyuncs.com/doc/v1/"}
    assert [name.localname for name in names] == [
        "TopicOwner", "TopicName", "Subscriber", "SubscriptionName",
        "MessageId", "MessageMD5", "Message", "PublishTime",
    ]  # fmt: skip
    assert root.findtext("{*}Message") == body


def test_a_filter_tag_lets_only_its_own_messages_through(mns):
    """A subscription without one gets all."""
    subscribe(mns, name="all", notify_content_format="SIMPLIFIED")
    subscribe(mns, name="some", filter_tag="x", notify_content_format="SIMPLIFIED")
    for body, tag, copies in [("1", None, 1), ("2", "y", 1), ("3", "x", 2)]:
        publish(mns, body, tag)
        assert sum(
            message.message_body == body for message in mns.state.queues["q"].messages.values()
        ) == (copies)


def test_a_consumer_that_waits_gets_what_is_published(mns):
    """At once."""
    subscribe(mns, notify_content_format="SIMPLIFIED")
    mns.play(ReceiveMessage(queue_name="q", wait_seconds=30), message_id="w")
    publish(mns)
    assert mns.late["w"].message_body == "hello"


def test_a_message_for_a_queue_that_does_not_exist_is_dropped_in_the_end(mns):
    """The others get it all the same, and at once."""
    subscribe(mns, "acs:mns:r:1:queues/none", "a")
    subscribe(mns, name="b")
    publish(mns)
    assert received(mns).dequeue_count == 1
    assert not dropped(mns)
    mns.advance(61)
    assert [(event.subscription_name, event.reason) for event in dropped(mns)] == [
        ("a", "queue none does not exist")
    ]
    assert not mns.state.pushes


def test_a_topic_without_subscriptions_takes_and_drops_messages(mns):
    """That is no error."""
    assert publish(mns).message_id
    assert not mns.state.pushes


@pytest.mark.parametrize(
    ("body", "tag"), [("", None), ("x" * 65537, None), ("\x00", None), ("x", "t" * 17)]
)
def test_a_publication_that_does_not_fit_is_refused(mns, body, tag):
    """Empty or too long a body, or one that is no text; too long a tag."""
    with pytest.raises(InvalidArgument):
        publish(mns, body, tag)


def test_a_web_endpoint_is_pushed_to_until_it_takes_the_message(mns):
    """The topic counts the message as long as it is on its way."""
    subscribe(mns, WEB)
    publish(mns)
    key, intent = last_push(mns)
    assert intent.endpoint == WEB
    assert "<Message>hello</Message>" in intent.body
    assert mns.ask(GetTopicAttributes(topic_name="t")).message_count == 1
    mns.settle(key, RecordPushOutcome(push_id=intent.push_id))
    assert isinstance(mns.recorded[-1], PushSucceeded)
    assert mns.ask(GetTopicAttributes(topic_name="t")).message_count == 0


def test_an_endpoint_without_a_path_has_the_documented_one(mns):
    """A query alone does not make a path."""
    subscribe(mns, "http://127.0.0.1:9000?x=1")
    publish(mns)
    assert last_push(mns)[1].endpoint == "http://127.0.0.1:9000/notifications?x=1"


def test_backing_off_gives_up_after_three_retries(mns):
    """Each comes 10 to 20 seconds after the failure."""
    subscribe(mns, WEB)
    publish(mns)
    for attempts in (1, 2, 3):
        fail(mns)
        assert isinstance(mns.recorded[-1], PushFailed)
        mns.advance(9.9)
        assert len(mns.begun) == attempts
        mns.advance(10.2)
        assert len(mns.begun) == attempts + 1
    assert len({key for key, _ in mns.begun}) == 4
    fail(mns)
    assert isinstance(mns.recorded[-1], PushDiscarded)
    assert not mns.state.pushes
    assert not mns.machine.timers


def test_exponential_decay_gives_up_after_176_retries(mns):
    """The waits double up to 512 seconds: about a day in all."""
    subscribe(mns, WEB, notify_strategy="EXPONENTIAL_DECAY_RETRY")
    publish(mns)
    waits = []
    while True:
        fail(mns)
        if not mns.machine.timers:
            break
        wait = (next(iter(mns.machine.timers.values())).at - mns.now).total_seconds()
        waits.append(wait)
        mns.advance(wait)
    assert waits[:11] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 512]
    assert (len(waits), waits.count(512)) == (176, 167)


@pytest.mark.parametrize(
    "command", [DeleteTopic(topic_name="t"), Unsubscribe(topic_name="t", subscription_name="s")]
)
@pytest.mark.parametrize("waiting", [False, True])
def test_pushes_end_with_their_subscription(mns, command, waiting):
    """Whether an attempt is being made or waited for; a late outcome changes nothing."""
    subscribe(mns, WEB)
    publish(mns)
    if waiting:
        fail(mns)
    mns.ask(command)
    assert not mns.machine.intents
    assert not mns.machine.timers
    fail(mns)
    assert not mns.state.pushes


@pytest.mark.parametrize("tag", ["a\nb", "\r", "a\0", "\x85", "x" * 17])
def test_a_tag_that_no_header_can_carry_is_refused(mns, tag: str):
    """When it is published or filtered by, not when it is pushed."""
    with pytest.raises(InvalidArgument):
        mns.ask(PublishMessage(topic_name="t", message_body="x", message_tag=tag))
    with pytest.raises(InvalidArgument):
        mns.ask(
            Subscribe(topic_name="t", subscription_name="s", endpoint="http://host/", filter_tag=tag)
        )


def test_account_attributes_that_are_not_given_stay(mns):
    """An empty change changes nothing."""
    mns.ask(SetAccountAttributes(logging_bucket="logs"))
    mns.ask(SetAccountAttributes())
    assert mns.ask(GetAccountAttributes()).logging_bucket == "logs"


def test_properties_are_part_of_a_message(mns):
    """They are checked, and count for its size, as in a queue."""
    fitting = Property(name="k", value="v", type="STRING")
    for refused in (
        {"user_properties": [fitting.model_copy(update={"type": "OTHER"})]},
        {"message_body": "x" * 65536, "user_properties": [fitting]},
    ):
        with pytest.raises(InvalidArgument):
            mns.ask(PublishMessage(topic_name="t", **{"message_body": "x", **refused}))


def test_an_http_endpoint_gets_properties_in_headers(mns):
    """In every format, on one line each, whatever they hold; what carries a trace goes on by its own
    name.
    """
    value = "ä\nb\x7f\x85\u2028"
    traced = Property(name="traceparent", value="00-1-2-01", type="STRING")
    for form in ("XML", "JSON", "SIMPLIFIED", "STREAM"):
        subscribe(mns, WEB, form, notify_content_format=form)
    mns.ask(
        PublishMessage(
            topic_name="t", message_body="x", message_group_id="g", system_properties=[traced],
            user_properties=[Property(name="k", value=value, type="STRING")],
        )
    )  # fmt: skip
    for _, push in mns.begun:
        headers = push.headers
        given = json.loads(headers["x-mns-user-properties"])
        assert given == [{"Name": "k", "Value": value, "Type": "STRING"}]
        assert len(headers["x-mns-user-properties"].splitlines()) == 1
        assert json.loads(headers["x-mns-system-properties"])[0]["Value"] == traced.value
        assert (headers["traceparent"], headers["x-mns-message-group-id"]) == (traced.value, "g")
    assert len(mns.begun) == 4
