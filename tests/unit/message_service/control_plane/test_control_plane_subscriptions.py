"""Subscriptions by way of the control plane: the push type says what the endpoint must be."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.mns import (
    ArgumentNotValid,
    EndpointInvalid,
    SubscriptionAlreadyExist,
    SubscriptionNameInvalid,
    SubscriptionNotExist,
    TopicNotExist,
)
from scalehook_contracts.message_service import subscriptions as rest
from scalehook_contracts.message_service.control_plane.queues import CreateQueue
from scalehook_contracts.message_service.control_plane.subscriptions import (
    GetSubscriptionAttributes,
    ListSubscriptionByTopic,
    SetSubscriptionAttributes,
    Subscribe,
    SubscriptionView,
    Unsubscribe,
)
from scalehook_contracts.message_service.control_plane.topics import CreateTopic
from scalehook_contracts.message_service.messages import ReceiveMessage
from scalehook_contracts.message_service.policies import (
    DlqPolicy,
    DmAttributes,
    DysmsAttributes,
    TenantRateLimitPolicy,
)
from scalehook_contracts.message_service.publications import PublishMessage

HERE = "acs:mns:cn-hangzhou:1234567890123456:queues/"
NAMES = {"topic_name": "t", "subscription_name": "s"}
WEB = "http://127.0.0.1:9000/push"


@pytest.fixture(autouse=True)
def topic(mns):
    """A topic `t`."""
    mns.ask(CreateTopic(topic_name="t"))


def subscribe(mns: Rehearsal, **more: Any) -> str:
    given = {"push_type": "queue", "endpoint": "q"} | NAMES | more
    return mns.ask(Subscribe(**given)).data


def shown(mns: Rehearsal) -> SubscriptionView:
    return mns.ask(GetSubscriptionAttributes(**NAMES)).data


def listed(mns: Rehearsal, **asked: Any) -> list[tuple[str, str]]:
    page = mns.ask(ListSubscriptionByTopic(**asked)).data
    return [(one.topic_name, one.subscription_name) for one in page.page_data]


def test_a_subscription_has_defaults(mns):
    """A queue's bare name is kept as REST spells it; the answer is the subscription's name."""
    assert subscribe(mns) == "s"
    assert shown(mns).model_dump(by_alias=True, exclude_none=True) == {
        "SubscriptionName": "s",
        "TopicName": "t",
        "TopicOwner": "1234567890123456",
        "Endpoint": HERE + "q",
        "NotifyStrategy": "BACKOFF_RETRY",
        "NotifyContentFormat": "XML",
        "CreateTime": 1767225600,
        "LastModifyTime": 1767225600,
        "DlqPolicy": {"Enabled": False},
        "TenantRateLimitPolicy": {"Enabled": False},
    }
    assert mns.ask(rest.GetSubscriptionAttributes(**NAMES)).endpoint == HERE + "q"


def test_a_published_message_comes_to_the_queue(mns):
    """As to one that REST has subscribed, the tag included."""
    subscribe(mns, message_tag="red", notify_content_format="SIMPLIFIED")
    for tag in ("blue", "red"):
        mns.ask(PublishMessage(topic_name="t", message_body=tag, message_tag=tag))
    assert mns.ask(ReceiveMessage(queue_name="q")).message_body == "red"


@pytest.mark.parametrize(
    ("push_type", "given", "kept"),
    [
        ("http", WEB, WEB),
        ("queue", "q", HERE + "q"),
        ("queue", "acs:mns:r:1:queues/q", "acs:mns:r:1:queues/q"),
        ("queue", "acs:mns:r:1:/queues/q", "acs:mns:r:1:queues/q"),
        ("email", "a@example.com", "mail:directmail:a@example.com"),
        ("email", "mail:directmail:a@example.com", "mail:directmail:a@example.com"),
        ("alisms", "13800000000", "sms:directsms:13800000000"),
        ("dm", "smq-ep:dm:1:__dynamic", "smq-ep:dm:1:__dynamic"),
        ("dysms", "smq-ep:dysms:1:13800000000", "smq-ep:dysms:1:13800000000"),
        ("fc", "acs:fc:r:1:services/s/functions/f", "acs:fc:r:1:services/s/functions/f"),
        ("eventbus", "acs:eventbridge:r:1:eventbus/b", "acs:eventbridge:r:1:eventbus/b"),
    ],
)
def test_every_push_type_has_its_endpoints(mns, push_type, given, kept):
    """They are kept as REST spells them, and found by their type."""
    subscribe(mns, push_type=push_type, endpoint=given)
    assert shown(mns).endpoint == kept
    assert listed(mns, topic_name="t", endpoint_type=push_type) == [("t", "s")]
    assert listed(mns, topic_name="t", endpoint_value=kept) == [("t", "s")]
    assert listed(mns, topic_name="t", endpoint_value="other") == []


@pytest.mark.parametrize(
    ("push_type", "endpoint"),
    [
        ("http", "q"),
        ("http", "http://"),
        ("queue", WEB),
        ("queue", "a_b"),
        ("queue", "acs:mns:r:1:topics/t"),
        ("email", "nobody"),
        ("alisms", "12"),
        ("dm", "smq-ep:dysms:1:x"),
        ("dysms", "smq-ep:dysms:1:"),
        ("fc", "acs:mns:r:1:queues/q"),
        ("eventbus", "acs:eventbridge:r:1:rules/r"),
    ],
)
def test_an_endpoint_of_another_type_is_refused(mns, push_type, endpoint):
    """Whatever it would be good for."""
    with pytest.raises(EndpointInvalid):
        subscribe(mns, push_type=push_type, endpoint=endpoint)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"push_type": "mpush", "endpoint": "app-key"}, "PushType"),
        ({"push_type": "kafka", "endpoint": "instance/topic"}, "PushType"),
        ({"dm_attributes": DmAttributes(subject="x")}, "DmAttributes"),
        ({"dysms_attributes": DysmsAttributes(sign_name="x")}, "DysmsAttributes"),
        ({"message_tag": "x" * 17}, "MessageTag"),
        ({"dlq_policy": DlqPolicy(max_receive_count=1)}, "MaxReceiveCount"),
        ({"dlq_policy": DlqPolicy(enabled=True, dead_letter_target_queue="")}, "names no queue"),
        ({"tenant_rate_limit_policy": TenantRateLimitPolicy(enabled=True)}, "MaxReceivesPerSecond"),
    ],
)
def test_what_does_not_fit_is_refused(mns, given, name):
    """What is said of mails belongs to mails, a subscription counts no receives, and what the cloud
    has given up cannot be had.
    """
    with pytest.raises(ArgumentNotValid, match=name):
        subscribe(mns, **given)


def test_names_are_checked(mns):
    """Of the subscription and of its topic."""
    with pytest.raises(SubscriptionNameInvalid):
        subscribe(mns, subscription_name="a_b")
    with pytest.raises(TopicNotExist):
        subscribe(mns, topic_name="none")
    for operation in (GetSubscriptionAttributes, SetSubscriptionAttributes):
        with pytest.raises(SubscriptionNotExist):
            mns.ask(operation(**NAMES))


def test_the_same_subscription_may_be_made_again(mns):
    """With the same attributes, by both APIs; REST is not asked for what it cannot say."""
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="q")
    for _ in range(2):
        subscribe(mns, dlq_policy=policy)
    assert not mns.ask(rest.Subscribe(**NAMES, endpoint=HERE + "q")).created
    with pytest.raises(SubscriptionAlreadyExist):
        subscribe(mns)


def test_strategy_policies_and_role_can_be_changed(mns):
    """What is not given stays, and so does what only the control plane can say when REST changes it."""
    subscribe(mns)
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="q")
    mns.ask(SetSubscriptionAttributes(**NAMES, dlq_policy=policy, sts_role_arn="acs:ram::1:role/r"))
    mns.advance(5)
    mns.ask(rest.SetSubscriptionAttributes(**NAMES, notify_strategy="EXPONENTIAL_DECAY_RETRY"))
    view = shown(mns)
    assert (view.notify_strategy, view.last_modify_time) == ("EXPONENTIAL_DECAY_RETRY", 1767225605)
    assert view.dlq_policy.dead_letter_target_queue == "q"
    assert mns.state.topics["t"].subscriptions["s"].sts_role_arn == "acs:ram::1:role/r"


def test_a_role_is_handed_over(mns):
    """Whoever names one needs the permission to pass it; a text that is no ARN names none."""
    given = {"push_type": "queue", "endpoint": "q"} | NAMES
    assert Subscribe(**given, sts_role_arn="acs:ram::1:role/r").passed_roles() == ["r"]
    assert Subscribe(**given, sts_role_arn="r").passed_roles() == []


def test_a_fifo_topic_needs_a_fifo_queue(mns):
    """Nobody else keeps the order; a queue that is not there yet may become one."""
    mns.ask(CreateTopic(topic_name="fifo", topic_type="fifo"))
    mns.ask(CreateQueue(queue_name="ordered", queue_type="fifo"))
    for push_type, endpoint in (("queue", "q"), ("http", WEB)):
        with pytest.raises(EndpointInvalid):
            subscribe(mns, topic_name="fifo", push_type=push_type, endpoint=endpoint)
    for name in ("ordered", "later"):
        assert subscribe(mns, topic_name="fifo", subscription_name=name, endpoint=name) == name


def test_unsubscribing_is_idempotent(mns):
    """The subscription is gone after the first time."""
    subscribe(mns)
    for _ in range(2):
        assert mns.ask(Unsubscribe(**NAMES)).data.success
    with pytest.raises(SubscriptionNotExist):
        shown(mns)


def test_subscriptions_are_listed_by_pages(mns):
    """Of one topic, or of all; by names, and by endpoints in any spelling."""
    mns.ask(CreateTopic(topic_name="a"))
    for number in range(12):
        subscribe(mns, subscription_name=f"s{number:02}")
    subscribe(mns, topic_name="a", push_type="http", endpoint=WEB)
    page = mns.ask(ListSubscriptionByTopic(topic_name="t", page_num=2)).data
    assert [one.subscription_name for one in page.page_data] == ["s10", "s11"]
    assert (page.page_num, page.page_size, page.pages, page.size, page.total) == (2, 10, 2, 2, 12)
    assert listed(mns, subscription_name="s")[:2] == [("a", "s"), ("t", "s00")]
    assert listed(mns, topic_name="t", subscription_name="s1") == [("t", "s10"), ("t", "s11")]
    assert listed(mns, endpoint_type="http") == listed(mns, endpoint_value=WEB) == [("a", "s")]
    for queue in ("q", f"{HERE}q", f"{HERE}q".replace(":queues", ":/queues")):
        assert len(listed(mns, endpoint_type="queue", endpoint_value=queue, page_size=50)) == 12
        assert len(listed(mns, endpoint_value=queue, page_size=50)) == 12
    with pytest.raises(TopicNotExist):
        listed(mns, topic_name="none")
