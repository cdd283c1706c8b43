"""Tags of roles and policies."""

import json
from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.policies import CreatePolicy
from scalehook_contracts.access_control.policy_versions import DeletePolicy, ListPolicies
from scalehook_contracts.access_control.roles import CreateRole, DeleteRole, ListRoles
from scalehook_contracts.access_control.tags import (
    ListTagResources,
    Tag,
    TagResources,
    UntagResources,
)
from support.ram_documents import policy, trust
from support.refusals import refusal

TRUST = trust(Service="oos.aliyuncs.com")
BLUE, RED = Tag(key="env", value="blue"), Tag(key="env", value="red")


def pairs(ram: Rehearsal, kind: str, **more: Any) -> list[tuple[str, str, str]]:
    given: Any = {"resource_type": kind, **more}
    page = ram.ask(ListTagResources(**given))
    return [(each.resource_name, each.tag_key, each.tag_value) for each in page.tag_resources]


def test_tags_come_with_the_resource_or_later(ram: Rehearsal) -> None:
    """They are listed by resource and by tag, and are gone with it."""
    ram.ask(CreateRole(role_name="One", assume_role_policy_document=TRUST, tags=[BLUE]))
    ram.ask(CreateRole(role_name="Two", assume_role_policy_document=TRUST))
    ram.ask(CreatePolicy(policy_name="p", policy_document=policy("*"), tags=[Tag(key="team")]))
    ram.ask(TagResources(resource_type="role", resource_names=["one", "two"], tags=[RED]))
    assert pairs(ram, "role") == [("One", "env", "red"), ("Two", "env", "red")]
    assert pairs(ram, "role", resource_names=["two"]) == [("Two", "env", "red")]
    assert pairs(ram, "role", tags=[BLUE]) == []
    assert pairs(ram, "policy") == [("p", "team", "")]
    assert [each.role_name for each in ram.ask(ListRoles(tags=[RED])).roles] == ["One", "Two"]
    assert ram.ask(ListRoles(tags=[Tag(key="none")])).roles == []
    (listed,) = ram.ask(ListPolicies(tags=[Tag(key="team")])).policies
    assert [(tag.tag_key, tag.tag_value) for tag in listed.tags] == [("team", "")]
    ram.ask(DeleteRole(role_name="one"))
    ram.ask(DeletePolicy(policy_name="p"))
    assert (pairs(ram, "role"), pairs(ram, "policy")) == ([("Two", "env", "red")], [])
    before = ram.state
    ram.restart()
    assert ram.state == before


def test_tags_are_taken_away(ram: Rehearsal) -> None:
    """By their keys, or all of them where no key is given."""
    both = [BLUE, Tag(key="team", value="a")]
    for name in ("one", "two"):
        ram.ask(CreateRole(role_name=name, assume_role_policy_document=TRUST, tags=both))
    names: Any = {"resource_type": "role", "resource_names": ["one", "two"]}
    ram.ask(UntagResources(tag_keys=["env", "none"], all=True, **names))
    assert pairs(ram, "role") == [("one", "team", "a"), ("two", "team", "a")]
    assert not ram.play(UntagResources(**names)).changed
    ram.ask(UntagResources(all=True, **names))
    assert pairs(ram, "role") == []


def test_pages_of_tags(ram: Rehearsal) -> None:
    """Each begins where the one before has ended."""
    tags = [Tag(key=f"k{number}") for number in range(3)]
    ram.ask(CreateRole(role_name="r", assume_role_policy_document=TRUST, tags=tags))
    first = ram.ask(ListTagResources(resource_type="role", page_size=2))
    rest = ListTagResources(resource_type="role", page_size=2, next_token=first.next_token)
    assert [each.tag_key for each in ram.ask(rest).tag_resources] == ["k2"]
    wrong = ListTagResources(resource_type="role", next_token="x")
    assert refusal(lambda: ram.ask(wrong)) == "InvalidParameter.NextToken"


def test_what_cannot_be_tagged(ram: Rehearsal) -> None:
    """What is not there, policies of the system, and more than twenty in all."""
    ram.ask(CreateRole(role_name="r", assume_role_policy_document=TRUST, tags=[BLUE]))
    many = [Tag(key=f"k{number}") for number in range(20)]
    cases: list[tuple[Any, str]] = [
        (TagResources(resource_type="role", resource_names=["x"], tags=[RED]), "EntityNotExist.Role"),
        (
            TagResources(resource_type="policy", resource_names=["AdministratorAccess"], tags=[RED]),
            "EntityNotExist.Policy",
        ),
        (TagResources(resource_type="role", resource_names=["r"], tags=many), "LimitExceeded.Tag"),
        (TagResources(resource_type="role", tags=[RED]), "MissingResourceNames"),
        (TagResources(resource_type="role", resource_names=["r"]), "MissingTag"),
        (UntagResources(resource_type="role", all=True), "MissingResourceNames"),
    ]
    for command, code in cases:
        assert refusal(lambda command=command: ram.ask(command)) == code
    assert pairs(ram, "role") == [("r", "env", "blue")]


def test_lists_are_json_texts_or_spelt_in_parts() -> None:
    """The newer SDKs send texts; a text that is none of these is refused by name."""
    given = {"ResourceType": "role", "ResourceNames": '["r"]'}
    text = build(TagResources, {**given, "Tags": json.dumps([{"Key": "a", "Value": "b"}])})
    parts = build(TagResources, {**given, "Tags": [{"Key": "a", "Value": "b"}]})
    assert text == parts
    for wrong in ("[", '{"Key": 1}', '[{"Key": ""}]', "7"):
        code = refusal(lambda wrong=wrong: build(TagResources, {**given, "Tags": wrong}))
        assert code.startswith("InvalidParameter.Tag")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"key": "a"}]', "InvalidParameter.Tag"),
        ('[{"Key": "a", "value": "b"}]', "InvalidParameter.Tag"),
        ('[{"Key": "a", "Valeu": "b"}]', "InvalidParameter.Tag"),
        ('[{"Key": true}]', "InvalidParameter.Tag.1.Key"),
        ('[{"Key": "a"}, {"Key": "b", "Value": 5}]', "InvalidParameter.Tag.2.Value"),
        ('[{"Value": "b"}]', "MissingTag.1.Key"),
        ("null", "InvalidParameter.Tag"),
        ("[null]", "InvalidParameter.Tag.1"),
    ],
)
def test_members_of_tags_have_their_documented_names(text: str, code: str) -> None:
    """What has another name, or is no text, would not be kept as it was meant; the refusal calls the
    parameter as its documents do.
    """
    tagged = {"ResourceType": "role", "ResourceNames": '["r"]', "Tags": text}
    created = {"RoleName": "r", "AssumeRolePolicyDocument": TRUST, "Tags": text}
    for cls, given in ((TagResources, tagged), (CreateRole, created), (ListRoles, {"Tags": text})):
        assert refusal(lambda cls=cls, given=given: build(cls, given)) == code


def test_a_value_that_is_null_is_not_there() -> None:
    """As some programs write what they leave out."""
    (tag,) = build(ListRoles, {"Tags": '[{"Key": "a", "Value": null}]'}).tags
    assert (tag.key, tag.value) == ("a", "")
