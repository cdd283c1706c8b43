"""What an init file may say, and what is told of one that says something else."""

from typing import Any

import pytest

from scalehook.blueprint import Blueprint, read_blueprint, schema
from scalehook.blueprint.kinds import KINDS
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.documents import BadDocument, plain

REGION, ACCOUNT = GatewaySettings().region, GatewaySettings().account_id


def blueprint(text: str) -> Blueprint:
    return read_blueprint("f", GatewaySettings(), text)


def given(text: str) -> Any:
    """The parameters of its first element."""
    return plain(blueprint(text).elements[0].given)


def test_names_in_both_spellings() -> None:
    """Documented ones and those in snake case; `name` is short for the element's own."""
    expected = {"QueueName": "q", "VisibilityTimeout": "7"}
    assert given("queues: [{name: q, visibility_timeout: 7}]") == expected
    assert given("queues: [{QueueName: q, VisibilityTimeout: 7}]") == expected
    assert given("queues: [{queue_name: q, visibility_timeout: 7, delay_seconds: }]") == expected


def test_structures_are_json_to_the_api() -> None:
    """What has no quotes is what JSON takes it for, and else a text."""
    made = given(
        "policies: [{name: p, policy_document: {a: 1, b: '1', c: yes, d: true, e: [null, 0777]}}]"
    )
    assert made["PolicyDocument"] == '{"a": 1, "b": "1", "c": "yes", "d": true, "e": [null, "0777"]}'


def test_receivers_in_short() -> None:
    """A hook and a subscription spell a queue in two ways."""
    text = (
        "queues: [{name: q}]\n"
        "topics: [{name: t, subscriptions: [{name: s, endpoint: queue/q}]}]\n"
        "groups: [{name: web, min_size: 0, max_size: 1, hooks: ["
        "{name: one, lifecycle_transition: SCALE_IN, notification_arn: queue/q},"
        "{name: two, lifecycle_transition: SCALE_IN, notification_arn: template/ACS-x},"
        "{name: all, lifecycle_transition: SCALE_IN, notification_arn: 'acs:mns:r:1:queue/other'}]}]"
    )
    _, topic, group = blueprint(text).elements
    assert plain(topic.children[0].given)["Endpoint"] == f"acs:mns:{REGION}:{ACCOUNT}:queues/q"
    assert [plain(hook.given)["NotificationArn"] for hook in group.children] == [
        f"acs:mns:{REGION}:{ACCOUNT}:queue/q",
        f"acs:oos:{REGION}:{ACCOUNT}:template/ACS-x",
        "acs:mns:r:1:queue/other",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("queue: []", 'f:1:1: unknown key "queue"; did you mean "queues"?'),
        ("scalehook: init/2", "f:1:12: this program reads scalehook: init/1"),
        ("[]", "f:1:1: an init file has sections"),
        ("queues: {name: q}", "f:1:9: queues is a list"),
        ("queues: [q]", "f:1:10: a queue has keys and values"),
        ("queues: [{}]", "f:1:10: a queue needs a name"),
        (
            "queues: [{name: q, delay_second: 1}]",
            'unknown key "delay_second"; did you mean "delay_seconds"?',
        ),
        (
            "queues: [{name: q, delay_seconds: x}]",
            "f:1:35: DelaySeconds: Input should be a valid integer",
        ),
        ("queues: [{name: q, DelaySeconds: 1, delay_seconds: 1}]", "are the same"),
        ("queues: [{name: q, queue_name: q}]", '"name" and "queue_name" are the same'),
        ("queues:\n- name: q\n- name: q", 'f:3:3: queue "q" is there twice: it is in line 2 already'),
        ("topics: [{name: t, subscriptions: [{name: s, endpoint: queue/q}]}]", '"queue/q" is not among'),
        (
            "groups: [{name: web, min_size: 0, max_size: 1, enabled: yes}]",
            "f:1:57: this is true or false",
        ),
        ("groups: [{name: web, max_size: 1}]", "f:1:10: MinSize: Field required"),
        (
            "groups: [{name: g1, MinSize: 0, MaxSize: 1, hooks: [{name: hh, LifecycleTransition: U}]}]",
            "f:1:85: LifecycleTransition: Input should be 'SCALE_OUT' or 'SCALE_IN'",
        ),
        (
            "groups: [{name: web, min_size: 0, max_size: 1, tags: [{key: k, valu: v}]}]",
            'f:1:64: unknown key "valu"; did you mean "value"?',
        ),
        ("users: [{name: u, policies: p}]", "f:1:29: this is a list of names"),
        ("users: [{name: u, policies: [[p]]}]", "f:1:29: this is a list of names"),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    """With line and column, and before anything is made."""
    with pytest.raises(BadDocument) as refusal:
        blueprint(text)
    assert told in str(refusal.value)


def test_all_is_told_at_once() -> None:
    """In the order of lines."""
    with pytest.raises(BadDocument) as refusal:
        blueprint("groups:\n- name: web\n  max_sise: 1\nqueues:\n- delay_seconds: x\n")
    assert [line.split(":")[1] for line in str(refusal.value).splitlines()] == ["2", "2", "3", "5", "5"]


def test_the_schema_knows_what_the_reader_knows() -> None:
    """Each section, each key under all its names, and no others."""
    made = schema()
    assert made["properties"].keys() == {"scalehook", *(kind.section for kind in KINDS)}
    for kind in [*KINDS, *(child for parent in KINDS for child in parent.children)]:
        element = made["$defs"][kind.noun]
        names = {name for field in kind.fields for name in (field.name, field.alias)}
        inside = {child.section for child in kind.children}
        assert element["properties"].keys() == {"name", *names, *kind.extra, *inside}
        assert element["additionalProperties"] is False
    assert made["$defs"]["GroupTag"]["properties"].keys() == {
        "key", "Key", "value", "Value", "propagate", "Propagate",
    }  # fmt: skip
