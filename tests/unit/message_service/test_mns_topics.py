"""Topics, subscriptions and the account."""

import pytest

from scalehook_contracts.errors.mns import (
    EndpointInvalid,
    InvalidArgument,
    SubscriptionAlreadyExist,
    SubscriptionNameInvalid,
    SubscriptionNameLengthError,
    SubscriptionNotExist,
    TopicAlreadyExist,
    TopicNameInvalid,
    TopicNameLengthError,
    TopicNotExist,
)
from scalehook_contracts.message_service.account import (
    GetAccountAttributes,
    OpenService,
    SetAccountAttributes,
)
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.subscriptions import (
    GetSubscriptionAttributes,
    ListSubscriptionByTopic,
    SetSubscriptionAttributes,
    Subscribe,
    Unsubscribe,
)
from scalehook_contracts.message_service.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    ListTopic,
    SetTopicAttributes,
)

QUEUE = "acs:mns:cn-hangzhou:127:queues/q"
SUBSCRIPTION = {"topic_name": "t", "subscription_name": "s"}


@pytest.fixture(autouse=True)
def topic(mns):
    """A topic `t`."""
    mns.ask(CreateTopic(topic_name="t"))


def subscribe(mns, **more: str) -> bool:
    return mns.ask(Subscribe(**SUBSCRIPTION | {"endpoint": QUEUE} | more)).created


def test_a_new_topic_has_the_documented_defaults(mns):
    """All seven attributes are answered."""
    assert mns.ask(GetTopicAttributes(topic_name="t")).model_dump(by_alias=True) == {
        "TopicName": "t",
        "CreateTime": 1767225600,
        "LastModifyTime": 1767225600,
        "MaximumMessageSize": 65536,
        "MessageRetentionPeriod": 86400,
        "MessageCount": 0,
        "LoggingEnabled": False,
    }


def test_a_topic_is_created_once(mns):
    """Again with the same attributes is no error, with others it is."""
    assert not mns.ask(CreateTopic(topic_name="t", maximum_message_size=65536)).created
    with pytest.raises(TopicAlreadyExist):
        mns.ask(CreateTopic(topic_name="t", maximum_message_size=1024))


def test_a_topics_name_and_size_are_checked(mns):
    """As a queue's, with codes of their own."""
    with pytest.raises(TopicNameInvalid):
        mns.ask(CreateTopic(topic_name="a_b"))
    with pytest.raises(TopicNameLengthError):
        mns.ask(CreateTopic(topic_name="a" * 257))
    for operation in (CreateTopic, SetTopicAttributes):
        with pytest.raises(InvalidArgument, match="MaximumMessageSize should between 1024 and 65536"):
            mns.ask(operation(topic_name="t", maximum_message_size=65537))


def test_a_topic_can_be_changed(mns):
    """Only what is given changes."""
    mns.advance(5)
    mns.ask(SetTopicAttributes(topic_name="t", logging_enabled=True))
    shown = mns.ask(GetTopicAttributes(topic_name="t"))
    assert (shown.logging_enabled, shown.maximum_message_size) == (True, 65536)
    assert shown.last_modify_time == shown.create_time + 5


@pytest.mark.parametrize(
    "command",
    [
        SetTopicAttributes(topic_name="none"),
        GetTopicAttributes(topic_name="none"),
        PublishMessage(topic_name="none", message_body="x"),
        Subscribe(topic_name="none", subscription_name="s", endpoint=QUEUE),
        ListSubscriptionByTopic(topic_name="none"),
        Unsubscribe(topic_name="none", subscription_name="s"),
    ],
)
def test_a_missing_topic_is_refused(mns, command):
    """By everything but its deletion."""
    with pytest.raises(TopicNotExist):
        mns.ask(command)


def test_deleting_a_topic_is_idempotent_and_takes_its_subscriptions(mns):
    """A topic of the same name starts without any."""
    subscribe(mns)
    mns.ask(DeleteTopic(topic_name="t"))
    mns.ask(DeleteTopic(topic_name="t"))
    mns.ask(CreateTopic(topic_name="t"))
    assert mns.ask(ListSubscriptionByTopic(topic_name="t")).subscriptions == []


def test_topics_are_listed_in_pages(mns):
    """With attributes when asked to."""
    mns.ask(CreateTopic(topic_name="u"))
    first = mns.ask(ListTopic(ret_number=1))
    assert [topic.model_dump(exclude_none=True) for topic in first.topics] == [{"topic_name": "t"}]
    last = mns.ask(ListTopic(marker=first.next_marker, with_meta=True))
    assert [(topic.topic_name, topic.message_retention_period) for topic in last.topics] == [
        ("u", 86400)
    ]
    assert last.next_marker is None


def test_a_subscription_has_the_documented_defaults(mns):
    """The account owns both ends."""
    assert subscribe(mns)
    assert mns.ask(GetSubscriptionAttributes(**SUBSCRIPTION)).model_dump(exclude_none=True) == {
        "subscription_name": "s",
        "subscriber": "1234567890123456",
        "topic_owner": "1234567890123456",
        "topic_name": "t",
        "endpoint": QUEUE,
        "notify_strategy": "BACKOFF_RETRY",
        "notify_content_format": "XML",
        "create_time": 1767225600,
        "last_modify_time": 1767225600,
    }


def test_a_subscription_is_made_once(mns):
    """Again with the same attributes is no error, with others it is."""
    subscribe(mns)
    assert not subscribe(mns, notify_content_format="XML")
    for other in ({"filter_tag": "x"}, {"notify_content_format": "JSON"}, {"endpoint": "http://h/"}):
        with pytest.raises(SubscriptionAlreadyExist):
            subscribe(mns, **other)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"endpoint": ""}, EndpointInvalid),
        ({"endpoint": "ftp://host/"}, EndpointInvalid),
        ({"endpoint": "http://"}, EndpointInvalid),
        ({"endpoint": "http://host:port/"}, EndpointInvalid),
        ({"endpoint": "acs:mns:r:1:topics/t"}, EndpointInvalid),
        ({"endpoint": "acs:mns:r:1:queues/"}, EndpointInvalid),
        ({"filter_tag": "x" * 17}, InvalidArgument),
        ({"notify_strategy": "NEVER"}, InvalidArgument),
        ({"notify_content_format": "YAML"}, InvalidArgument),
        ({"subscription_name": "a_b"}, SubscriptionNameInvalid),
        ({"subscription_name": "a" * 257}, SubscriptionNameLengthError),
    ],
)
def test_a_subscription_that_does_not_fit_is_refused(mns, fields, error):
    """Each element for itself."""
    with pytest.raises(error):
        subscribe(mns, **fields)


def test_only_the_strategy_of_a_subscription_can_be_changed(mns):
    """To one of the documented two."""
    subscribe(mns)
    mns.advance(5)
    mns.ask(SetSubscriptionAttributes(**SUBSCRIPTION, notify_strategy="EXPONENTIAL_DECAY_RETRY"))
    shown = mns.ask(GetSubscriptionAttributes(**SUBSCRIPTION))
    assert shown.notify_strategy == "EXPONENTIAL_DECAY_RETRY"
    assert shown.last_modify_time == shown.create_time + 5
    with pytest.raises(InvalidArgument, match="NotifyStrategy"):
        mns.ask(SetSubscriptionAttributes(**SUBSCRIPTION, notify_strategy="NEVER"))


@pytest.mark.parametrize("operation", [GetSubscriptionAttributes, SetSubscriptionAttributes])
def test_a_missing_subscription_is_refused(mns, operation):
    """It is told from a missing topic."""
    with pytest.raises(SubscriptionNotExist):
        mns.ask(operation(**SUBSCRIPTION))


def test_unsubscribing_is_idempotent(mns):
    """The subscription is gone after the first time."""
    subscribe(mns)
    mns.ask(Unsubscribe(**SUBSCRIPTION))
    mns.ask(Unsubscribe(**SUBSCRIPTION))
    with pytest.raises(SubscriptionNotExist):
        mns.ask(GetSubscriptionAttributes(**SUBSCRIPTION))


def test_subscriptions_are_listed_in_pages(mns):
    """With attributes when asked to."""
    subscribe(mns)
    subscribe(mns, subscription_name="z")
    first = mns.ask(ListSubscriptionByTopic(topic_name="t", ret_number=1))
    names = [one.model_dump(exclude_none=True) for one in first.subscriptions]
    assert names == [SUBSCRIPTION]
    command = ListSubscriptionByTopic(topic_name="t", marker=first.next_marker, with_meta=True)
    last = mns.ask(command)
    assert [(one.subscription_name, one.endpoint) for one in last.subscriptions] == [("z", QUEUE)]
    assert last.next_marker is None


def test_the_account_keeps_its_logging_bucket(mns):
    """Empty at first, but always answered."""
    assert mns.ask(GetAccountAttributes()).logging_bucket == ""
    mns.ask(SetAccountAttributes(logging_bucket="b"))
    assert mns.ask(GetAccountAttributes()).logging_bucket == "b"


def test_the_service_can_be_ordered(mns):
    """Every order has its number."""
    assert mns.ask(OpenService()).order_id.isdecimal()
