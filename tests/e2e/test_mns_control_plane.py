"""The control plane of Message Service by its official client: what it makes, REST serves."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from alibabacloud_mns_open20220119 import models as m
from alibabacloud_ram20150501 import models as ram
from mns.mns_exception import MNSServerException
from mns.queue import Message, QueueMeta
from mns.topic import TopicMessage

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

VERSION = "2022-01-19"
ARN = "acs:mns:cn-hangzhou:1234567890123456"


@pytest.fixture
def plane(clients: Clients) -> Any:
    """The official client."""
    return clients.mns_open


def test_a_queue_of_the_control_plane_serves_rest(clients: Clients, plane: Any) -> None:
    """All that it bears comes back in the client's own models; numbers, booleans and texts as they are
    documented.
    """
    plane.create_queue(m.CreateQueueRequest(queue_name="cp-dead"))
    made = plane.create_queue(
        m.CreateQueueRequest(
            queue_name="cp-queue",
            visibility_timeout=77,
            enable_logging=True,
            dlq_policy=m.CreateQueueRequestDlqPolicy(
                enabled=True, dead_letter_target_queue="cp-dead", max_receive_count=3
            ),
            tenant_rate_limit_policy=m.CreateQueueRequestTenantRateLimitPolicy(
                enabled=True, max_receives_per_second=9
            ),
            tag=[m.CreateQueueRequestTag(key="env", value="test")],
        )
    ).body
    assert (made.code, made.status, made.success, made.data.success) == (200, "Success", True, True)
    assert made.request_id
    queue = clients.mns.get_queue("cp-queue")
    assert queue.get_attributes().visibility_timeout == 77
    queue.send_message(Message("hello"))
    change = m.SetQueueAttributesRequest(queue_name="cp-queue", polling_wait_seconds=1)
    assert plane.set_queue_attributes(change).body.data.code == 200
    shown = plane.get_queue_attributes(m.GetQueueAttributesRequest(queue_name="cp-queue")).body.data
    assert (shown.active_messages, shown.logging_enabled, shown.polling_wait_seconds) == (1, True, 1)
    assert (shown.dlq_policy.enabled, shown.dlq_policy.max_receive_count) == (True, "3")
    assert shown.tenant_rate_limit_policy.max_receives_per_second == 9
    assert [(tag.tag_key, tag.tag_value) for tag in shown.tags] == [("env", "test")]
    page = plane.list_queue(m.ListQueueRequest(queue_name="cp-", page_num=1, page_size=10)).body.data
    assert [one.queue_name for one in page.page_data] == ["cp-dead", "cp-queue"]
    assert (page.total, page.size, page.pages) == (2, 2, 1)
    plane.delete_queue(m.DeleteQueueRequest(queue_name="cp-queue"))
    with pytest.raises(MNSServerException, match="QueueNotExist"):
        queue.get_attributes()


def test_what_is_received_too_often_is_a_dead_letter(
    process: StackProcess, clients: Clients, plane: Any
) -> None:
    """It lies in the queue that the policy names."""
    plane.create_queue(m.CreateQueueRequest(queue_name="cp-lost"))
    policy = m.CreateQueueRequestDlqPolicy(
        enabled=True, dead_letter_target_queue="cp-lost", max_receive_count=2
    )
    plane.create_queue(m.CreateQueueRequest(queue_name="cp-tried", dlq_policy=policy))
    queue, lost = (clients.mns.get_queue(name) for name in ("cp-tried", "cp-lost"))
    queue.send_message(Message("poison"))
    for _ in range(2):
        queue.receive_message(0)
        process.advance(31)
    assert lost.receive_message(0).message_body == b"poison"


def test_a_queue_of_rest_is_seen_by_the_control_plane(clients: Clients, plane: Any) -> None:
    """And can be deleted there."""
    clients.mns.get_queue("cp-rest").create(QueueMeta(vis_timeout=5))
    asked = m.GetQueueAttributesRequest(queue_name="cp-rest")
    assert plane.get_queue_attributes(asked).body.data.visibility_timeout == 5
    plane.delete_queue(m.DeleteQueueRequest(queue_name="cp-rest"))
    with refused("QueueNotExist", 404):
        plane.get_queue_attributes(asked)


def test_a_topic_pushes_to_who_was_subscribed(clients: Clients, plane: Any) -> None:
    """CreateTopic comes as a form; a message published by REST comes to the queue."""
    plane.create_queue(m.CreateQueueRequest(queue_name="cp-inbox"))
    plane.create_topic(m.CreateTopicRequest(topic_name="cp-topic", max_message_size=2048))
    subscription = {"topic_name": "cp-topic", "subscription_name": "cp-sub"}
    told = plane.subscribe(
        m.SubscribeRequest(
            **subscription,
            push_type="queue",
            endpoint="cp-inbox",
            message_tag="red",
            notify_content_format="SIMPLIFIED",
            dlq_policy=m.SubscribeRequestDlqPolicy(enabled=True, dead_letter_target_queue="cp-inbox"),
        )
    )
    assert told.body.data == "cp-sub"
    for tag in ("blue", "red"):
        clients.mns.get_topic("cp-topic").publish_message(TopicMessage(tag, tag))
    queue = clients.mns.get_queue("cp-inbox")
    queue.set_encoding(False)
    assert queue.receive_message(5).message_body == "red"
    change = m.SetSubscriptionAttributesRequest(
        **subscription, notify_strategy="EXPONENTIAL_DECAY_RETRY"
    )
    plane.set_subscription_attributes(change)
    shown = plane.get_subscription_attributes(
        m.GetSubscriptionAttributesRequest(**subscription)
    ).body.data
    assert (shown.endpoint, shown.filter_tag) == (f"{ARN}:queues/cp-inbox", "red")
    assert (shown.notify_strategy, shown.dlq_policy.enabled) == ("EXPONENTIAL_DECAY_RETRY", True)
    asked = m.ListSubscriptionByTopicRequest(topic_name="cp-topic", endpoint_type="queue")
    assert plane.list_subscription_by_topic(asked).body.data.total == 1
    plane.unsubscribe(m.UnsubscribeRequest(**subscription))
    assert plane.list_subscription_by_topic(asked).body.data.page_data == []
    change = m.SetTopicAttributesRequest(topic_name="cp-topic", enable_logging=True)
    plane.set_topic_attributes(change)
    topic = plane.get_topic_attributes(m.GetTopicAttributesRequest(topic_name="cp-topic")).body.data
    assert (topic.max_message_size, topic.logging_enabled, topic.topic_type) == (2048, True, "normal")
    listed = plane.list_topic(m.ListTopicRequest(topic_name="cp-topic")).body.data
    assert [one.topic_name for one in listed.page_data] == ["cp-topic"]
    plane.delete_topic(m.DeleteTopicRequest(topic_name="cp-topic"))


@pytest.fixture
def shut_out(plane: Any) -> Iterator[None]:
    """Whatever a test lists, everybody may come in afterwards."""
    yield
    given = {"endpoint_type": "public", "acl_strategy": "allow"}
    plane.enable_endpoint(m.EnableEndpointRequest(endpoint_type="public"))
    plane.revoke_endpoint_acl(m.RevokeEndpointAclRequest(**given, cidr_list=["10.0.0.0/8", "127.0.0.1"]))


@pytest.mark.usefixtures("shut_out")
def test_the_endpoint_lets_in_who_is_listed(clients: Clients, plane: Any) -> None:
    """Nobody else, and nobody at all when it is disabled; the control plane is no part of it."""
    public = {"endpoint_type": "public"}
    given = {**public, "acl_strategy": "allow"}
    queue = clients.mns.get_queue("cp-acl")
    queue.create(QueueMeta())
    plane.authorize_endpoint_acl(m.AuthorizeEndpointAclRequest(**given, cidr_list=["10.0.0.0/8"]))
    with pytest.raises(MNSServerException, match="AccessDenied"):
        queue.get_attributes()
    plane.authorize_endpoint_acl(m.AuthorizeEndpointAclRequest(**given, cidr_list=["127.0.0.1"]))
    queue.get_attributes()
    plane.disable_endpoint(m.DisableEndpointRequest(**public))
    with pytest.raises(MNSServerException, match="AccessDenied"):
        queue.get_attributes()
    shown = plane.get_endpoint_attribute(m.GetEndpointAttributeRequest(**public)).body.data
    assert shown.endpoint_enabled is False
    assert [(one.cidr, one.acl_strategy) for one in shown.cidr_list] == [
        ("10.0.0.0/8", "allow"),
        ("127.0.0.1", "allow"),
    ]


def test_event_rules_and_the_account_are_described(plane: Any) -> None:
    """In the client's own models."""
    names = {"product_name": "oss", "rule_name": "cp-rule"}
    endpoint = m.CreateEventRuleRequestEndpoint(endpoint_type="topic", endpoint_value="t")
    rule = m.EventMatchRule(match_state=True, name="bucket", prefix="in/", suffix=".jpg")
    created = m.CreateEventRuleRequest(
        **names, event_types=["ObjectCreated:*"], match_rules=[[rule]], endpoint=endpoint
    )
    assert plane.create_event_rule(created).body.data == "cp-rule"
    shown = plane.get_event_rule(m.GetEventRuleRequest(**names)).body.data
    assert (shown.match_rules[0][0].prefix, shown.endpoint.endpoint_value) == ("in/", "t")
    listed = plane.list_event_rules(m.ListEventRulesRequest(product_name="oss")).body.data
    assert [one.rule_name for one in listed.page_data] == ["cp-rule"]
    plane.delete_event_rule(m.DeleteEventRuleRequest(**names))
    with refused("EventRuleNotExist", 404):
        plane.get_event_rule(m.GetEventRuleRequest(**names))
    plane.set_account_attributes(m.SetAccountAttributesRequest(log_enabled=True, project_name="p"))
    account = plane.get_account_attributes(m.GetAccountAttributesRequest()).body.data
    assert (account.log_enabled, account.project_name, account.message_trace_enabled) == (
        True,
        "p",
        False,
    )


def test_parameters_in_a_form_or_in_xml(clients: Clients) -> None:
    """The older signature, with the parameters of tools of other languages; a missing one has its name
    in the code, and a range its text.
    """
    call = Actions(clients, VERSION)
    made = call("CreateQueue", QueueName="cp-form", EnableLogging="True", Tag__1__Key="a")
    assert made["Code"] == 200
    assert call("GetQueueAttributes", QueueName="cp-form")["Data"]["LoggingEnabled"] is True
    assert call.code("CreateQueue") == "MissingQueueName"
    assert call.code("CreateQueue", QueueName="a_b") == "InvalidQueueName"
    assert call.code("CreateQueue", QueueName="cp-form", VisibilityTimeout=0) == "InvalidArgument"
    assert call.code("CreateQueue", QueueName="cp-form", DlqPolicy='{"Enabled":') == "InvalidArgument"
    assert call.code("CreateQueue", QueueName="cp-form", DlqPolicy='{"Nothing":1}') == "InvalidArgument"
    assert call.code("CreateQueue", QueueName="cp-form", QueueType="fifo") == "QueueAlreadyExist"


def test_a_user_may_do_what_a_policy_says(process: StackProcess, clients: Clients) -> None:
    """Actions and resources are those of MNS; the refusal is, too."""
    clients.ram.create_user(ram.CreateUserRequest(user_name="cp-user"))
    key = clients.ram.create_access_key(ram.CreateAccessKeyRequest(user_name="cp-user")).body.access_key
    user = Clients(process.address, key.access_key_id, key.access_key_secret).mns_open
    statement = {"Effect": "Allow", "Action": "mns:CreateQueue", "Resource": f"{ARN}:/queues/cp-mine*"}
    document = json.dumps({"Version": "1", "Statement": [statement]})
    clients.ram.create_policy(ram.CreatePolicyRequest(policy_name="cp", policy_document=document))
    clients.ram.attach_policy_to_user(
        ram.AttachPolicyToUserRequest(policy_type="Custom", policy_name="cp", user_name="cp-user")
    )
    user.create_queue(m.CreateQueueRequest(queue_name="cp-mine-1"))
    for name in ("cp-other", "cp"):
        with refused("AccessDenied", 403):
            user.create_queue(m.CreateQueueRequest(queue_name=name))
    with refused("AccessDenied", 403):
        user.delete_queue(m.DeleteQueueRequest(queue_name="cp-mine-1"))
