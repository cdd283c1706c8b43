"""How requests spell the control plane's parameters, and how its answers look."""

import json
from typing import Any

import pytest

from scalehook.gateway.rpc.parameters import assemble
from scalehook.gateway.rpc.rendering import reply_response
from scalehook.kit.api.operations import build, operations
from scalehook_contracts.base import Operation
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.control_plane.event_rules import (
    EventRuleAnswer,
    EventRuleView,
    RuleEndpoint,
)
from scalehook_contracts.message_service.policies import DlqPolicy

ENDPOINT = {"EndpointType": "public", "AclStrategy": "allow"}
ELSEWHERE = {"EndpointType": "fc", "EndpointValue": "f"}
QUEUE = {"QueueName": "q"}
DENY = {"EndpointType": "public", "AclStrategy": "deny", "CidrList": "10.0.0.1"}
TAGS = {f"Tag.{number}.Key": str(number) for number in range(1, 22)}
RULE = {
    "ProductName": "oss",
    "RuleName": "r",
    "EventTypes": '["x"]',
    "MatchRules": "[]",
    "Endpoint": '{"EndpointType":"queue","EndpointValue":"q"}',
}


def read(action: str, **given: str) -> Any:
    cls = operations()["mns-open", action.lower()]
    spelt = {name.replace("__", "."): value for name, value in given.items()}
    operation: Operation[Any] = build(cls, assemble(cls, spelt))
    return operation


@pytest.mark.parametrize(
    "spelt",
    [
        {"DlqPolicy": '{"Enabled":true,"DeadLetterTargetQueue":"dead","MaxReceiveCount":3}'},
        {"DlqPolicy": '{"Enabled":"true","DeadLetterTargetQueue":"dead","MaxReceiveCount":"3"}'},
        {
            "DlqPolicy__Enabled": "True",
            "DlqPolicy__DeadLetterTargetQueue": "dead",
            "DlqPolicy__MaxReceiveCount": "3",
        },
    ],
)
def test_a_structure_is_a_json_text_or_spelt_in_parts(spelt):
    """Numbers and booleans may be texts."""
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="dead", max_receive_count=3)
    assert read("CreateQueue", QueueName="q", **spelt).dlq_policy == policy


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "7",
        "[]",
        "[" * 9999,
        '{"Nothing":1}',
        '{"enabled":true}',
        '{"Enabled":true,"dead_letter_target_queue":"dead","MaxReceiveCount":3}',
        '{"Enabled":"maybe"}',
        '{"Enabled":"yes"}',
        '{"Enabled":1}',
        '{"MaxReceiveCount":"1_0"}',
        '{"MaxReceiveCount":" 3"}',
        '{"MaxReceiveCount":true}',
        '{"MaxReceiveCount":1.5}',
    ],
)
def test_a_text_that_is_no_such_structure_is_refused(text):
    """A member that it does not have would be lost; numbers and booleans are spelt as elsewhere."""
    with pytest.raises(ApiError) as refusal:
        read("CreateQueue", QueueName="q", DlqPolicy=text)
    assert refusal.value.code == "InvalidArgument"
    assert 'parameter "DlqPolicy' in refusal.value.message


@pytest.mark.parametrize(
    "spelt",
    [
        {"CidrList": "10.0.0.0/8,127.0.0.1"},
        {"CidrList": " 10.0.0.0/8 , 127.0.0.1,"},
        {"CidrList": '["10.0.0.0/8","127.0.0.1"]'},
        {"CidrList__1": "10.0.0.0/8", "CidrList__2": "127.0.0.1"},
    ],
)
def test_networks_come_in_json_or_with_commas(spelt):
    """As the official clients of several languages send them."""
    operation = read("AuthorizeEndpointAcl", **ENDPOINT, **spelt)
    assert operation.cidr_list == ["10.0.0.0/8", "127.0.0.1"]


@pytest.mark.parametrize(
    ("action", "given", "code"),
    [
        ("AuthorizeEndpointAcl", ENDPOINT, "MissingCidrList"),
        ("AuthorizeEndpointAcl", {**ENDPOINT, "CidrList": ","}, "InvalidArgument"),
        ("AuthorizeEndpointAcl", {**ENDPOINT, "CidrList": "[1"}, "InvalidArgument"),
        ("AuthorizeEndpointAcl", DENY, "InvalidArgument"),
        ("EnableEndpoint", {}, "MissingEndpointType"),
        ("EnableEndpoint", {"EndpointType": "vpc"}, "InvalidArgument"),
        ("CreateQueue", {}, "MissingQueueName"),
        ("CreateQueue", {"QueueName": "q", "QueueType": "lifo"}, "InvalidArgument"),
        ("CreateQueue", {"QueueName": "q", "DelaySeconds": "1.5"}, "InvalidArgument"),
        ("CreateQueue", {"QueueName": "q", "EnableLogging": "yes"}, "InvalidArgument"),
        ("CreateQueue", {"QueueName": "q", "Tag.1.Value": "v"}, "MissingTag.1.Key"),
        ("CreateQueue", {**QUEUE, **TAGS}, "InvalidArgument"),
        ("Subscribe", {"TopicName": "t", "SubscriptionName": "s", "Endpoint": "q"}, "MissingPushType"),
        ("Subscribe", {"TopicName": "t", "KafkaAttributes": "{}"}, "InvalidArgument"),
        ("SetQueueAttributes", {**QUEUE, "QueueType": "fifo"}, "InvalidArgument"),
        ("SetTopicAttributes", {"TopicName": "t", "TopicType": "fifo"}, "InvalidArgument"),
        ("ListEventRules", {"ResourceName": "r"}, "InvalidArgument"),
        ("ListQueue", {"PageNum": "one"}, "InvalidArgument"),
        ("CreateEventRule", {**RULE, "MatchRules": '[[{"Nothing":1}]]'}, "InvalidArgument"),
        ("CreateEventRule", {**RULE, "MatchRules": '[[{"match_state":true}]]'}, "InvalidArgument"),
        ("CreateEventRule", {**RULE, "MatchRules": '[[{"MatchState":"no"}]]'}, "InvalidArgument"),
        ("CreateEventRule", {**RULE, "MatchRules": json.dumps([[]] * 11)}, "InvalidArgument"),
        ("CreateEventRule", {**RULE, "MatchRules": json.dumps([[{}] * 6])}, "InvalidArgument"),
        ("CreateEventRule", {**RULE, "EventTypes": ""}, "MissingEventTypes"),
        ("CreateEventRule", {**RULE, "Endpoint": json.dumps(ELSEWHERE)}, "InvalidArgument"),
        ("CreateEventRule", {**RULE, "ProductName": "a/b"}, "InvalidArgument"),
        ("SetAccountAttributes", {"ClientToken": "x" * 65}, "InvalidArgument"),
    ],
)  # fmt: skip
def test_what_does_not_fit_has_its_code(action, given, code):
    """A missing parameter has its name in it."""
    with pytest.raises(ApiError) as refusal:
        read(action, **given)
    assert refusal.value.code == code


def test_a_list_in_a_list_can_be_xml():
    """Each item has the name of the list."""
    group = [{"Prefix": "a"}, {"Prefix": "b"}]
    endpoint = RuleEndpoint(endpoint_type="queue", endpoint_value="q")
    view = EventRuleView(rule_name="r", endpoint=endpoint, match_rules=[group])
    answer = reply_response(EventRuleAnswer(data=view), "GetEventRule", "id", wrapped=False, as_xml=True)
    inner = "<MatchRules><Prefix>a</Prefix></MatchRules><MatchRules><Prefix>b</Prefix></MatchRules>"
    assert f"<MatchRules>{inner}</MatchRules>".encode() in answer.body


def test_every_operation_has_its_resource_of_ram():
    """Behind the account's colon comes a slash."""
    named = {"QueueName": "q", "TopicName": "t", "SubscriptionName": "s"}
    assert read("CreateQueue", QueueName="q").resources() == ["/queues/q"]
    assert read("ListQueue").resources() == ["/queues"]
    assert read("DeleteTopic", TopicName="t").resources() == ["/topics/t"]
    assert read("ListTopic").resources() == ["/topics"]
    assert read("Unsubscribe", **named).resources() == ["/topics/t/subscriptions/s"]
    assert read("ListSubscriptionByTopic", **named).resources() == ["/topics/t/subscriptions"]
    assert read("ListSubscriptionByTopic").resources() == ["/topics/*/subscriptions"]
    assert read("GetAccountAttributes").resources() == ["*"]
    assert read("CreateQueue", QueueName="q").ram_action() == "mns:CreateQueue"
