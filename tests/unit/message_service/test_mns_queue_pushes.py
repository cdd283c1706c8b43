"""Pushes to queues: what a queue does not take is tried again, and goes to dead letters in the end."""

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.mns import EndpointInvalid, InvalidArgument, MessageNotExist
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.deliveries import ListDeliveries
from scalehook_contracts.message_service.messages import ReceivedMessage, ReceiveMessage
from scalehook_contracts.message_service.policies import DlqPolicy, TenantRateLimitPolicy
from scalehook_contracts.message_service.publications import NotificationDropped, PublishMessage
from scalehook_contracts.message_service.pushes import AttemptNow, PushDiscarded, PushSucceeded
from scalehook_contracts.message_service.queues import CreateQueue, DeleteQueue, QueueCreated
from scalehook_contracts.message_service.subscriptions import (
    SetSubscriptionAttributes,
    Subscribe,
    SubscriptionCreated,
    Unsubscribe,
)
from scalehook_contracts.message_service.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    TopicCreated,
)

MINUTE = 60
FORMS = ["XML", "JSON", "SIMPLIFIED", "STREAM"]
MARKED = Property(name="k", value="v", type="STRING")
TRACED = Property(name="traceparent", value="00-1-2-01", type="STRING")


@pytest.fixture
def topic(mns: Rehearsal) -> Rehearsal:
    """A topic `t` with a subscription `s` for the queue `later`, which is not there."""
    mns.ask(CreateTopic(topic_name="t"))
    subscribe(mns)
    return mns


def subscribe(mns: Rehearsal, queue: str = "later", name: str = "s", **more: str) -> None:
    endpoint = f"acs:mns:r:1:queues/{queue}"
    more = {"notify_content_format": "SIMPLIFIED", **more}
    mns.ask(Subscribe(topic_name="t", subscription_name=name, endpoint=endpoint, **more))


def subscribe_with(mns: Rehearsal, queue: str = "later", **policies: object) -> None:
    """As only the control plane can."""
    mns.machine.apply(
        SubscriptionCreated(
            topic_name="t", subscription_name="s", endpoint=f"acs:mns:r:1:queues/{queue}",
            notify_strategy="BACKOFF_RETRY", notify_content_format="SIMPLIFIED", create_time=0,
            **policies,
        )
    )  # fmt: skip


def publish(mns: Rehearsal, body: str = "hello", **more: object) -> str:
    return mns.ask(PublishMessage(topic_name="t", message_body=body, **more)).message_id


def received(mns: Rehearsal, queue: str) -> ReceivedMessage:
    return mns.ask(ReceiveMessage(queue_name=queue))


def bodies(mns: Rehearsal, queue: str) -> list[str]:
    return [message.message_body for message in mns.state.queues[queue].messages.values()]


def attempts(mns: Rehearsal) -> list[tuple[int, str]]:
    return [(one.attempt, one.outcome) for one in mns.ask(ListDeliveries(topic_name="t")).deliveries]


def test_a_queue_that_is_made_meanwhile_gets_the_message(topic):
    """At the next attempt, with what was published beside it, also after a restart."""
    publish(topic, user_properties=[MARKED])
    assert topic.ask(GetTopicAttributes(topic_name="t")).message_count == 1
    topic.advance(21)
    topic.ask(CreateQueue(queue_name="later"))
    topic.restart()
    topic.advance(21)
    message = received(topic, "later")
    assert (message.message_body, message.user_properties) == ("hello", [MARKED])
    assert isinstance([one for one in topic.recorded if "push" in one.snake_name()][-1], PushSucceeded)
    assert topic.ask(GetTopicAttributes(topic_name="t")).message_count == 0
    assert attempts(topic) in (
        [(1, "retried"), (2, "retried"), (3, "taken")],
        [(1, "retried"), (2, "taken")],
    )


def test_a_queue_that_goes_is_tried_as_often_as_the_strategy_says(mns):
    """Four times in all; or for a day."""
    for strategy, all_of_them in (("BACKOFF_RETRY", 4), ("EXPONENTIAL_DECAY_RETRY", 177)):
        mns.ask(CreateTopic(topic_name="t"))
        subscribe(mns, "q", notify_strategy=strategy)
        mns.ask(DeleteQueue(queue_name="q"))
        publish(mns)
        mns.advance(86_400 + MINUTE)
        assert attempts(mns)[-1] == (all_of_them, "lost")
        assert not mns.machine.timers
        mns.ask(DeleteTopic(topic_name="t"))


def test_a_queue_for_smaller_messages_does_not_take_it(mns):
    """What the format puts around it does not count."""
    mns.ask(CreateQueue(queue_name="small", maximum_message_size=1024))
    mns.ask(CreateTopic(topic_name="t"))
    subscribe(mns, "small", notify_content_format="XML")
    publish(mns, "x" * 1024)
    assert len(bodies(mns, "small")) == 1
    publish(mns, "x" * 1025)
    [_, failed] = mns.ask(ListDeliveries(topic_name="t")).deliveries
    assert (failed.reason, failed.outcome) == ("queue small takes no more than 1024 bytes", "retried")


@pytest.mark.parametrize(
    "end", [DeleteTopic(topic_name="t"), Unsubscribe(topic_name="t", subscription_name="s")]
)
def test_retries_end_with_their_subscription(topic, end):
    """No timer is left, and the log ends with it."""
    publish(topic)
    topic.ask(end)
    assert isinstance(topic.recorded[-1], PushDiscarded)
    assert not topic.machine.timers
    assert not topic.state.pushes


def test_another_strategy_counts_from_the_next_failure_on(topic):
    """For pushes that are under way, too."""
    publish(topic)
    topic.ask(
        SetSubscriptionAttributes(
            topic_name="t", subscription_name="s", notify_strategy="EXPONENTIAL_DECAY_RETRY"
        )
    )
    topic.advance(86_400 + MINUTE)
    assert attempts(topic)[-1] == (177, "lost")


def test_the_last_failure_leads_to_the_queue_of_dead_letters(mns):
    """With where it comes from; its own properties stay."""
    mns.ask(CreateTopic(topic_name="t"))
    subscribe_with(
        mns, dlq_policy=DlqPolicy(enabled=True, dead_letter_target_queue="acs:mns:r:1:/queues/q")
    )
    message_id = publish(mns, user_properties=[MARKED], system_properties=[TRACED])
    mns.advance(2 * MINUTE)
    letter = received(mns, "q")
    assert (letter.message_body, letter.user_properties) == ("hello", [MARKED])
    assert {one.name: one.value for one in letter.system_properties} == {
        "traceparent": TRACED.value,
        "DLQMessageType": "Subscription",
        "DLQSourceArn": "acs:mns:cn-hangzhou:1234567890123456:/topics/t/subscriptions/s",
        "DLQOriginMessageId": message_id,
    }
    last = mns.ask(ListDeliveries(topic_name="t")).deliveries[-1]
    assert (last.outcome, last.dead_letter_queue, last.attempt) == ("dead_letter", "q", 4)
    assert any(isinstance(event, NotificationDropped) for event in mns.recorded)


@pytest.mark.parametrize(
    "policy",
    [
        DlqPolicy(enabled=True, dead_letter_target_queue="none"),
        DlqPolicy(enabled=True, dead_letter_target_queue="fifo"),
        DlqPolicy(dead_letter_target_queue="q"),
    ],
)
def test_without_a_queue_of_dead_letters_it_is_lost(mns, policy):
    """One that is not there, or is of another type by now, or a policy that is not on."""
    mns.machine.apply(QueueCreated(queue_name="fifo", queue_type="fifo"))
    mns.ask(CreateTopic(topic_name="t"))
    subscribe_with(mns, dlq_policy=policy)
    publish(mns)
    mns.advance(2 * MINUTE)
    assert attempts(mns)[-1] == (4, "lost")
    assert not bodies(mns, "q")


@pytest.mark.parametrize("form", FORMS)
def test_properties_and_group_reach_queues_in_every_format(mns, form):
    """As properties of the queue's message."""
    mns.ask(CreateTopic(topic_name="t"))
    subscribe(mns, "q", notify_content_format=form)
    publish(mns, message_group_id="g", user_properties=[MARKED], system_properties=[TRACED])
    message = received(mns, "q")
    assert message.user_properties == [MARKED]
    assert message.system_properties == [TRACED]
    assert message.message_group_id == "g"


@pytest.fixture
def fifo(mns: Rehearsal) -> Rehearsal:
    """A fifo topic `t`, and a subscription `s` for the fifo queue `f`, which is not there yet."""
    mns.machine.apply(TopicCreated(topic_name="t", topic_type="fifo"))
    subscribe(mns, "f")
    return mns


def test_a_fifo_topic_keeps_the_order_of_a_group(fifo):
    """What cannot be given yet holds up what comes after it, in its group alone."""
    for number, group in enumerate("aabba"):
        publish(fifo, f"{group}{number}", message_group_id=group)
    fifo.machine.apply(QueueCreated(queue_name="f", queue_type="fifo"))
    publish(fifo, "c5", message_group_id="c")
    publish(fifo, "a6", message_group_id="a")
    fifo.advance(MINUTE)
    there = bodies(fifo, "f")
    assert there[0] == "c5"
    assert [body for body in there if body[0] == "a"] == ["a0", "a1", "a4", "a6"]
    assert [body for body in there if body[0] == "b"] == ["b2", "b3"]
    assert not fifo.state.pushes


def test_a_fifo_group_goes_on_behind_what_is_given_up(fifo):
    """Each has its own attempts."""
    for body in "xy":
        publish(fifo, body, message_group_id="a")
    fifo.advance(4 * MINUTE)
    assert [outcome for _, outcome in attempts(fifo)] == [*["retried"] * 3, "lost"] * 2


def test_fifo_topics_push_to_fifo_queues_alone(fifo):
    """A normal queue is refused when it is known, and a failed attempt when it comes later."""
    for endpoint in ("http://127.0.0.1/", "acs:mns:r:1:queues/q", "mail:directmail:a@b.example"):
        with pytest.raises(EndpointInvalid):
            fifo.ask(Subscribe(topic_name="t", subscription_name="n", endpoint=endpoint))
    with pytest.raises(InvalidArgument):
        publish(fifo)
    fifo.ask(CreateQueue(queue_name="f"))
    publish(fifo, message_group_id="a")
    [failed] = fifo.ask(ListDeliveries(topic_name="t")).deliveries
    assert failed.reason == "the topic is fifo, and queue f is not"


@pytest.mark.parametrize("order", ["normal", "fifo"])
def test_a_rate_limit_spaces_pushes(mns, order):
    """By virtual time; nothing is lost, and the order stays. So it is with one group of a fifo topic."""
    mns.machine.apply(TopicCreated(topic_name="t", topic_type=order))
    mns.machine.apply(QueueCreated(queue_name="f", queue_type=order))
    limit = TenantRateLimitPolicy(enabled=True, max_receives_per_second=2)
    subscribe_with(mns, "f", tenant_rate_limit_policy=limit)
    for number in range(5):
        publish(mns, str(number), message_group_id="g")
    came = []
    for wait in (0, 0.5, 0.5, 0.5, 0.5, 0.5):
        mns.advance(wait)
        came.append("".join(one.message_body for one in mns.state.queues["f"].messages.values()))
    assert came == ["0", "01", "012", "0123", "01234", "01234"]


def test_a_push_that_waits_no_longer(topic: Rehearsal) -> None:
    """It is attempted at once when somebody wants it, once; what does not wait cannot be hurried."""
    now = AttemptNow(topic_name="t", subscription_name="s", message_id=publish(topic))
    topic.ask(CreateQueue(queue_name="later"))
    topic.ask(now)
    with pytest.raises(MessageNotExist):
        topic.ask(now)
    topic.advance(0)
    assert topic.ask(ReceiveMessage(queue_name="later")).message_body
    outcomes = [each.outcome for each in topic.ask(ListDeliveries(topic_name="t")).deliveries]
    assert outcomes == ["retried", "taken"]
    topic.advance(10 * MINUTE)
    with pytest.raises(MessageNotExist):
        topic.ask(now)
