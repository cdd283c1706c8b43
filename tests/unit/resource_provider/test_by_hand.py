"""Resources that are looked at, made and removed by hand; and what a declaration has to be."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from scalehook_contracts.errors.resources import (
    InvalidAttributeValue,
    ResourceExists,
    UnknownAttribute,
    UnknownKind,
    UnknownResource,
)
from scalehook_contracts.resource_provider.declaration import Changes, Creates, Describes, Removes
from scalehook_contracts.resource_provider.operations import KINDS, OPERATIONS
from scalehook_contracts.resource_provider.resources import (
    AddResource,
    ListResources,
    RemoveResource,
)
from support.resources import Provider


@pytest.fixture
def provider() -> Provider:
    """With an instance, whose disk and interface are not in the way."""
    made = Provider()
    made.launch("i-1")
    return made


def listed(provider: Provider, **wanted: str) -> list[tuple[str, str]]:
    found = provider.rehearsal.ask(ListResources(**wanted)).resources
    return [(each.kind, each.resource_id) for each in found]


def test_resources_are_added_and_removed(provider: Provider) -> None:
    """One that is there is no other; it has what it was given, and what a new one has."""
    asked = AddResource(kind="redis", resource_id="r-1", attributes={"InstanceName": "cache"})
    [made] = provider.rehearsal.ask(asked).resources
    assert (made.attributes["InstanceName"], made.attributes["InstanceStatus"]) == ("cache", "Normal")
    with pytest.raises(ResourceExists):
        provider.rehearsal.ask(asked)
    assert listed(provider) == [("redis", "r-1")]
    assert listed(provider, kind="disk") == [("disk", "d-1")]
    assert listed(provider, kind="redis", resource_id="r-1") == [("redis", "r-1")]
    provider.rehearsal.ask(RemoveResource(kind="redis", resource_id="r-1"))
    assert listed(provider) == []


def test_what_cannot_be(provider: Provider) -> None:
    """A kind that nobody knows, an attribute that the kind has not, a resource that is not there."""
    with pytest.raises(UnknownKind, match="there are redis, mongodb"):
        provider.rehearsal.ask(AddResource(kind="oracle"))
    with pytest.raises(UnknownAttribute):
        provider.rehearsal.ask(AddResource(kind="redis", attributes={"Colour": "red"}))
    with pytest.raises(UnknownResource):
        provider.rehearsal.ask(RemoveResource(kind="redis", resource_id="r-9"))


def test_an_id_is_made_up(provider: Provider) -> None:
    """In the form that the product gives it."""
    [made] = provider.rehearsal.ask(AddResource(kind="polardb")).resources
    assert made.resource_id.startswith("pc-bp1")


def test_declarations_name_what_there_is() -> None:
    """Attributes that calls set or look at are the kind's, and parameters are the call's."""
    problems = []
    for operation in OPERATIONS:
        call = operation.call
        kind = KINDS[call.kind.name]
        known = {*kind.defaults, kind.id}
        named = {each.name for each in call.parameters}
        verb = call.verb
        sets = getattr(verb, "sets", {})
        target = getattr(verb, "leaves", None)
        attributes = set(sets) if target is None else set()
        if isinstance(verb, Changes | Removes):
            attributes |= {*verb.only}
        if isinstance(verb, Changes):
            attributes |= {*verb.fixed, *verb.adds}
        if isinstance(verb, Creates):
            attributes |= {*verb.answers.values()}
        attributes |= set(getattr(verb, "filters", {}).values()) | set(getattr(verb, "shown", ()))
        used = {*sets.values(), *getattr(verb, "filters", {}), *call.needs}
        problems += [(call.name, name) for name in (attributes - known) | (used - named)]
    assert problems == []


def test_permissions_name_the_resource() -> None:
    """What RAM checks is the one that is called by its id, in the product's own form."""
    by_name = {f"{each.product.name}:{each.__name__}": each for each in OPERATIONS}
    changes = by_name["R-kvstore:ModifySecurityIps"]
    asked = changes(InstanceId="r-1", SecurityIps="10.0.0.1")
    assert (changes.ram_action(), asked.resources()) == (
        "kvstore:ModifySecurityIps",
        ["instance/r-1"],
    )
    assert by_name["Vpc:AllocateEipAddress"]().resources() == ["eip/*"]


@pytest.mark.parametrize(
    ("kind", "attributes", "kept"),
    [
        ("redis", {"Port": "6380"}, {"Port": 6380}),
        ("redis", {"EngineVersion": 6.2}, {"EngineVersion": "6.2"}),
        ("redis", {"Whitelists": {"default": ["10.0.0.1"]}}, {"Whitelists": {"default": ["10.0.0.1"]}}),
        ("disk", {"EnableAutomatedSnapshotPolicy": "true"}, {"EnableAutomatedSnapshotPolicy": True}),
        ("eip", {"Tags": [{"Key": "a", "Value": "b"}]}, {"Tags": [{"Key": "a", "Value": "b"}]}),
    ],
)
def test_attributes_have_the_types_of_their_kind(
    provider: Provider, kind: str, attributes: dict[str, Any], kept: dict[str, Any]
) -> None:
    """What a text can stand for is read."""
    [made] = provider.rehearsal.ask(AddResource(kind=kind, attributes=attributes)).resources
    assert made.attributes | kept == made.attributes


@pytest.mark.parametrize(
    ("kind", "attributes"),
    [
        ("redis", {"Port": "many"}),
        ("redis", {"Port": True}),
        ("redis", {"EngineVersion": ["7"]}),
        ("redis", {"Whitelists": {"default": "10.0.0.1"}}),
        ("disk", {"EnableAutomatedSnapshotPolicy": "perhaps"}),
        ("eip", {"Tags": [{"Key": "a"}]}),
        ("eip", {"Tags": "a"}),
        ("container-group", {"Containers": ["web"]}),
        ("network-interface", {"SecurityGroupIds": [1]}),
    ],
)
def test_what_could_not_be_described_is_refused(
    provider: Provider, kind: str, attributes: dict[str, Any]
) -> None:
    """A value of another type."""
    with pytest.raises(InvalidAttributeValue):
        provider.rehearsal.ask(AddResource(kind=kind, attributes=attributes))


@cache
def shared() -> Provider:
    """One for all examples: to make it takes longer than to ask it."""
    return Provider()


@given(data=st.data())
def test_whatever_is_added_can_be_described(data: st.DataObject) -> None:
    """No attribute that is taken makes an answer impossible."""
    provider = shared()
    kind = data.draw(st.sampled_from([k for k in KINDS.values() if k.attributes]))
    values = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
    values = values | st.lists(
        values | st.dictionaries(st.text(max_size=3), values, max_size=2), max_size=2
    )
    names = st.sampled_from([attribute.name for attribute in kind.attributes])
    attributes = data.draw(st.dictionaries(names, values, max_size=3))
    try:
        provider.rehearsal.ask(AddResource(kind=kind.name, attributes=attributes))
    except (InvalidAttributeValue, ValidationError):  # what no message can hold is none
        return
    for operation in OPERATIONS:
        call = operation.call
        if call.kind is kind and isinstance(call.verb, Describes) and not call.needs:
            provider.rehearsal.ask(operation())
