"""Event rules are kept and described."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.common import MissingNamedParameter
from scalehook_contracts.errors.mns import ArgumentNotValid, EventRuleAlreadyExist, EventRuleNotExist
from scalehook_contracts.message_service.control_plane.event_rules import (
    CreateEventRule,
    DeleteEventRule,
    EventRulePage,
    GetEventRule,
    ListEventRules,
    MatchRule,
    RuleEndpoint,
)

NAMES = {"product_name": "oss", "rule_name": "r"}
TOPIC = RuleEndpoint(endpoint_type="topic", endpoint_value="t")
QUEUE = RuleEndpoint(endpoint_type="queue", endpoint_value="q")
TYPES = ["ObjectCreated:PutObject"]


def create(mns: Rehearsal, **more: Any) -> str:
    given = {"event_types": TYPES, "match_rules": [[MatchRule(prefix="in/")]], "endpoint": TOPIC}
    return mns.ask(CreateEventRule(**NAMES | given | more)).data


def listed(mns: Rehearsal, **asked: Any) -> EventRulePage:
    return mns.ask(ListEventRules(**asked)).data


def names(mns: Rehearsal, **asked: Any) -> list[str]:
    return [rule.rule_name for rule in listed(mns, **asked).page_data]


def test_a_rule_is_described_as_it_was_made(mns):
    """After a restart, too."""
    assert create(mns, endpoints=[QUEUE, TOPIC], delivery_mode="BROADCAST") == "r"
    mns.restart()
    assert mns.ask(GetEventRule(**NAMES)).data.model_dump(by_alias=True) == {
        "RuleName": "r",
        "DeliveryMode": "BROADCAST",
        "Endpoint": {"EndpointType": "topic", "EndpointValue": "t"},
        "EventTypes": TYPES,
        "MatchRules": [[{"MatchState": True, "Name": "", "Prefix": "in/", "Suffix": ""}]],
        "Subscriptions": [
            {"EndpointType": "topic", "EndpointValue": "t"},
            {"EndpointType": "queue", "EndpointValue": "q"},
        ],
        "TopicName": "t",
    }


def test_the_same_rule_may_be_made_again(mns):
    """Later, too; with other contents it is another one, and names are a product's own."""
    create(mns)
    mns.advance(5)
    create(mns)
    with pytest.raises(EventRuleAlreadyExist):
        create(mns, endpoint=QUEUE)
    create(mns, endpoint=QUEUE, product_name="ecs")


def test_a_call_with_its_token_is_done_once(mns):
    """A duplicate that comes when the rule is deleted does not bring it back."""
    create(mns, client_token="token")
    mns.ask(DeleteEventRule(**NAMES))
    assert create(mns, client_token="token") == "r"
    assert names(mns) == []


def test_a_rule_sends_somewhere(mns):
    """One of the two parameters says where."""
    with pytest.raises(MissingNamedParameter, match="Endpoint"):
        create(mns, endpoint=None)
    create(mns, endpoint=None, endpoints=[QUEUE])
    assert mns.ask(GetEventRule(**NAMES)).data.topic_name is None


def test_deleting_is_idempotent(mns):
    """The rule is gone after the first time."""
    create(mns)
    for _ in range(2):
        mns.ask(DeleteEventRule(**NAMES))
    with pytest.raises(EventRuleNotExist):
        mns.ask(GetEventRule(**NAMES))


def test_rules_are_listed_by_numbers_or_tokens(mns):
    """By product and name; a token leads through all pages."""
    for number in range(12):
        create(mns, rule_name=f"r{number:02}", endpoint=QUEUE if number < 2 else TOPIC)
    create(mns, product_name="ecs", rule_name="z", endpoint=QUEUE)
    page = listed(mns)
    assert [rule.rule_name for rule in page.page_data][:2] == ["z", "r00"]
    assert (page.page_num, page.pages, page.size, page.total) == (1, 2, 10, 13)
    last = listed(mns, next_token=page.next_token, max_results=10)
    assert [rule.rule_name for rule in last.page_data] == ["r09", "r10", "r11"]
    assert (last.next_token, last.max_results) == ("", 10)
    assert names(mns, product_name="ecs") == ["z"]
    assert names(mns, rule_name="r1") == ["r10", "r11"]
    assert names(mns, subscription=QUEUE) == ["z", "r00", "r01"]
    assert len(names(mns, topic_name="t", page_size=50)) == 10
    with pytest.raises(ArgumentNotValid, match="NextToken"):
        listed(mns, next_token="x")
