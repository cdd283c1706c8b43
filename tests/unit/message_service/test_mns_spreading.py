"""A message for very many subscriptions: some get it at once, the others one slice after the other."""

import pytest

from scalehook.message_service.handlers.publications import AT_ONCE, DEAR
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.publications import (
    MessagePublished,
    MessageSpread,
    PublishMessage,
)
from scalehook_contracts.message_service.queues import CreateQueue
from scalehook_contracts.message_service.subscriptions import Subscribe, Unsubscribe
from scalehook_contracts.message_service.topics import CreateTopic, DeleteTopic
from support.effort import steps

MANY = 1000


def subscribe(mns: Rehearsal, number: int, **more: str) -> None:
    name = f"s{number:04}"
    mns.ask(CreateQueue(queue_name=name))
    endpoint = f"acs:mns:r:1:queues/{name}"
    more = {"notify_content_format": "SIMPLIFIED", **more}
    mns.ask(Subscribe(topic_name="t", subscription_name=name, endpoint=endpoint, **more))


@pytest.fixture
def crowd(mns: Rehearsal) -> Rehearsal:
    """A topic `t` with a thousand subscriptions, each with a queue of its own."""
    mns.ask(CreateTopic(topic_name="t"))
    for number in range(MANY):
        subscribe(mns, number)
    return mns


def publish(mns: Rehearsal, body: str = "hello", tag: str | None = None) -> None:
    mns.ask(PublishMessage(topic_name="t", message_body=body, message_tag=tag))


def received(mns: Rehearsal) -> list[list[str]]:
    """What has come to each of the queues, in order."""
    queues = [queue for name, queue in mns.state.queues.items() if name != "q"]
    return [[message.message_body for message in queue.messages.values()] for queue in queues]


def test_all_get_it_once(crowd):
    """In slices; the events name all who got it, each once."""
    publish(crowd)
    assert received(crowd).count(["hello"]) == AT_ONCE
    crowd.advance(0)
    assert received(crowd) == [["hello"]] * MANY
    assert not crowd.machine.timers.keys() - {f"queue/s{number:04}" for number in range(MANY)}
    events = [event for event in crowd.recorded if isinstance(event, MessagePublished | MessageSpread)]
    named = [name for event in events for name in event.subscription_names]
    assert named == [f"s{number:04}" for number in range(MANY)]


def test_an_endpoint_of_http_counts_twice(mns):
    """What it takes is dearer; of a last slice that is full nothing is left."""
    mns.ask(CreateTopic(topic_name="t"))
    for number in range(AT_ONCE + 1):
        more = {"subscription_name": f"s{number:04}", "endpoint": "http://127.0.0.1:9/"}
        mns.ask(Subscribe(topic_name="t", **more))
        if number in (AT_ONCE // DEAR - 1, AT_ONCE - 1, AT_ONCE):
            publish(mns)
            mns.advance(0)
    kinds = (MessagePublished, MessageSpread)
    sizes = [len(event.subscription_names) for event in mns.recorded if isinstance(event, kinds)]
    assert sizes == [25, 25, 25, 25, 25, 1]


def test_publishing_costs_the_same_for_a_hundred_and_for_a_thousand(mns):
    """Who publishes waits for the first slice alone."""
    mns.ask(CreateTopic(topic_name="t"))
    efforts = []
    for size in (100, MANY):
        for number in range(len(mns.state.topics["t"].subscriptions), size):
            subscribe(mns, number)
        publish(mns)  # what is done once is done
        efforts.append(steps(lambda: publish(mns)))
    assert efforts[1] <= 1.1 * efforts[0]


def test_others_are_handled_between_two_slices(crowd):
    """A message that is sent meanwhile is in its queue before the last subscription has been served."""
    publish(crowd)
    crowd.ask(SendMessage(queue_name="s0999", message_body="quick"))
    crowd.advance(0)
    assert received(crowd)[999] == ["quick", "hello"]


def test_a_crash_between_two_slices_loses_and_doubles_nothing(mns):
    """What is left to do is in the journal: wherever it ends, a restart goes on behind it."""
    mns.ask(CreateTopic(topic_name="t"))
    for number in range(3 * AT_ONCE + 1):
        subscribe(mns, number)
    before = len(mns.journal)
    publish(mns)
    mns.advance(0)
    journal = list(mns.journal)
    assert len(journal) == before + 4
    for end in range(before + 1, len(journal) + 1):
        mns.journal[:] = journal[:end]
        mns.restart()
        assert received(mns).count(["hello"]) == min(AT_ONCE * (end - before), 3 * AT_ONCE + 1)
        mns.advance(0)
        assert received(mns) == [["hello"]] * (3 * AT_ONCE + 1)


def test_each_queue_gets_messages_in_the_order_of_publishing(crowd):
    """Slices of two messages take turns, the older one first."""
    publish(crowd, "first")
    publish(crowd, "second")
    crowd.advance(0)
    assert received(crowd) == [["first", "second"]] * MANY


def test_who_subscribes_while_a_message_spreads_does_not_get_it(crowd):
    """Nor who has subscribed anew, nor who has left."""
    publish(crowd)
    subscribe(crowd, MANY)
    for name in ("s0998", "s0999"):
        crowd.ask(Unsubscribe(topic_name="t", subscription_name=name))
    subscribe(crowd, 999)
    crowd.advance(0)
    assert received(crowd) == [["hello"]] * (MANY - 2) + [[]] * 3


@pytest.mark.parametrize("again", [False, True])
def test_a_message_stops_spreading_when_its_topic_is_gone(crowd, again: bool):
    """Also when there is a new one of the same name."""
    publish(crowd)
    crowd.ask(DeleteTopic(topic_name="t"))
    if again:
        crowd.ask(CreateTopic(topic_name="t"))
        subscribe(crowd, 999)
    crowd.advance(0)
    assert received(crowd).count(["hello"]) == AT_ONCE
    assert not [key for key in crowd.machine.timers if key.startswith("publication/")]


def test_tags_filter_in_every_slice(crowd):
    """A slice that nobody wants records nothing."""
    subscribe(crowd, MANY, filter_tag="a")
    publish(crowd, "tagged", "b")
    crowd.advance(0)
    assert received(crowd) == [["tagged"]] * MANY + [[]]
