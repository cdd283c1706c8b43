"""The control plane of Message Service among much: no call costs more for what is there beside."""

from collections.abc import Callable
from functools import cache

import pytest

from scalehook.message_service.service import SERVICE
from scalehook.message_service.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.control_plane.endpoints import AuthorizeEndpointAcl
from scalehook_contracts.message_service.control_plane.event_rules import (
    CreateEventRule,
    DeleteEventRule,
    ListEventRules,
    RuleEndpoint,
)
from scalehook_contracts.message_service.control_plane.queues import CreateQueue, DeleteQueue, ListQueue
from scalehook_contracts.message_service.control_plane.subscriptions import (
    ListSubscriptionByTopic,
    Subscribe,
    Unsubscribe,
)
from scalehook_contracts.message_service.control_plane.topics import CreateTopic, DeleteTopic, ListTopic
from scalehook_contracts.message_service.control_plane_events import EventRuleCreated
from scalehook_contracts.message_service.policies import DlqPolicy
from scalehook_contracts.message_service.queues import GetQueueAttributes, QueueCreated
from scalehook_contracts.message_service.subscriptions import SubscriptionCreated
from scalehook_contracts.message_service.topics import TopicCreated
from support.effort import lines
from support.growth import FEW, MANY, TIMES

PAGE = {"page_num": 3, "page_size": 20}
ENDPOINT = RuleEndpoint(endpoint_type="queue", endpoint_value="q")


@cache
def world(size: int) -> Rehearsal:
    """So many queues, topics, subscriptions and rules."""
    mns = Rehearsal(SERVICE, Settings(mns_most_queues=2 * MANY, mns_most_topics=2 * MANY))
    mns.ask(CreateQueue(queue_name="q"))
    mns.ask(CreateTopic(topic_name="t"))
    given = {"endpoint_type": "public", "acl_strategy": "allow"}
    mns.ask(AuthorizeEndpointAcl(**given, cidr_list=["10.0.0.0/8"]))
    for number in range(size):
        for event in _events(f"n{number:05}"):
            mns.machine.apply(event)
    return mns


def _events(name: str) -> tuple[object, ...]:
    return (
        QueueCreated(queue_name=name),
        TopicCreated(topic_name=name),
        SubscriptionCreated(
            topic_name="t", subscription_name=name, endpoint=f"acs:mns:r:1:queues/{name}",
            notify_strategy="BACKOFF_RETRY", notify_content_format="SIMPLIFIED", create_time=0,
        ),
        EventRuleCreated(product_name="oss", rule_name=name, endpoints=[ENDPOINT], create_time=0),
    )  # fmt: skip


def turn_pages(mns: Rehearsal) -> None:
    """A page of each list, from the middle."""
    assert mns.ask(ListQueue(queue_name="n", **PAGE)).data.size == 20
    assert len(mns.ask(ListTopic(topic_name="n", **PAGE)).data.page_data) == 20
    assert mns.ask(ListSubscriptionByTopic(topic_name="t", **PAGE)).data.size == 20
    assert mns.ask(ListEventRules(product_name="oss", rule_name="n", **PAGE)).data.size == 20


def come_and_go(mns: Rehearsal) -> None:
    """One of each is made and unmade."""
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="q", max_receive_count=1)
    mns.ask(CreateQueue(queue_name="new", dlq_policy=policy))
    mns.ask(CreateTopic(topic_name="new"))
    names = {"topic_name": "new", "subscription_name": "s"}
    mns.ask(Subscribe(**names, push_type="queue", endpoint="new"))
    mns.ask(Unsubscribe(**names))
    mns.ask(DeleteTopic(topic_name="new"))
    mns.ask(DeleteQueue(queue_name="new"))
    rule = {"product_name": "oss", "rule_name": "new"}
    mns.ask(CreateEventRule(**rule, event_types=["x"], match_rules=[], endpoint=ENDPOINT))
    mns.ask(DeleteEventRule(**rule))


def come_in(mns: Rehearsal) -> None:
    """A client that is listed is let in."""
    mns.ask(GetQueueAttributes(queue_name="q", client_address="10.1.1.1"))


@pytest.mark.parametrize("call", [turn_pages, come_and_go, come_in], ids=lambda f: f.__name__)
def test_a_call_of_the_control_plane_costs_the_same(call: Callable[[Rehearsal], None]) -> None:
    """Among few and among many."""
    for size in (FEW, MANY):
        call(world(size))  # what is done once is done
    few, many = (lines(lambda size=size: call(world(size))) for size in (FEW, MANY))
    assert many <= TIMES * few, f"{few:,} steps among few, {many:,} among many"
