"""The Parameter Store: ordinary parameters and secret ones."""

import json
from typing import Any

import pytest

from scalehook.template_engine.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.oos import EntityNotExistsParameter
from scalehook_contracts.template_engine import parameters as plain
from scalehook_contracts.template_engine import secret_parameters as hidden
from scalehook_contracts.template_engine.executions import StartExecution
from scalehook_contracts.template_engine.owners import FindOosTags
from scalehook_contracts.template_engine.tags import (
    ListTagKeys,
    ListTagResources,
    ListTagValues,
    TagResources,
    UntagResources,
)
from scalehook_contracts.template_engine.templates import RegisterTemplate


class Store:
    """The operations of one kind of parameter, by the same names."""

    def __init__(self, *, secret: bool) -> None:
        self.oos, self.secret = Rehearsal(SERVICE), secret

    def ask(self, operation: str, **given: Any) -> Any:
        """`Create` is CreateParameter, or CreateSecretParameter."""
        verb, _, rest = operation.partition(" ")
        name = f"{verb}{'Secret' if self.secret else ''}Parameter{rest}"
        if self.secret and verb in ("Get", "List"):
            given["with_decryption"] = True
        return self.oos.ask(getattr(hidden if self.secret else plain, name)(**given))

    def create(self, name: str, value: str = "v", **more: Any) -> Any:
        """A new one."""
        kind = {} if self.secret else {"type": "String"}
        return self.ask("Create", name=name, value=value, **kind | more).parameter


@pytest.fixture(params=[False, True], ids=["plain", "secret"])
def store(request: pytest.FixtureRequest) -> Store:
    """Empty."""
    return Store(secret=request.param)


def test_a_parameter_from_beginning_to_end(store: Store) -> None:
    """Stored, read, changed, and gone; a token gives the same one again."""
    made = store.create("a/b", "one", description="d", tags='{"k": "v"}', client_token="t")
    assert (made.name, made.parameter_version, made.tags) == ("a/b", 1, {"k": "v"})
    assert store.create("a/b", "one", client_token="t") == made
    updated = store.ask("Update", name="a/b", value="two", description="e", tags='{"k": "w"}').parameter
    assert (updated.parameter_version, updated.tags) == (2, '{"k": "w"}')
    assert store.ask("Get", name="a/b").parameter.value == "two"
    assert store.ask("Get", name="a/b", parameter_version=1).parameter.value == "one"
    versions = store.ask("List Versions", name="a/b")
    assert [each.value for each in versions.parameter_versions] == ["two", "one"]
    assert (versions.name, versions.description, versions.total_count) == ("a/b", "e", 2)
    store.oos.restart()
    store.ask("Update", name="a/b", resource_group_id="rg-1")
    assert store.ask("Get", name="a/b").parameter.resource_group_id == "rg-1"
    store.ask("Delete", name="a/b")
    kind = "SecretParameter" if store.secret else "Parameter"
    for operation in ("Get", "Delete", "Update", "List Versions"):
        with pytest.raises(ApiError) as refusal:
            store.ask(operation, name="a/b")
        assert (refusal.value.code, refusal.value.status) == (f"EntityNotExists.{kind}", 404)


def test_a_parameter_of_a_resource_group() -> None:
    """Is found in no other one."""
    store = Store(secret=False)
    store.create("one", resource_group_id="rg")
    assert store.ask("Get", name="one", resource_group_id="rg").parameter.name == "one"
    with pytest.raises(EntityNotExistsParameter):
        store.ask("Get", name="one", resource_group_id="other")


def test_names(store: Store) -> None:
    """One that is there already, or is reserved, is refused."""
    store.create("mine")
    for name, code in [("mine", "EntityAlreadyExists"), ("ACS-x", "Invalid"), ("/oos/x", "Invalid")]:
        with pytest.raises(ApiError) as refusal:
            store.create(name)
        assert refusal.value.code.startswith(code)


@pytest.mark.parametrize(
    ("constraints", "good", "bad"),
    [
        ('{"AllowedValues": ["a", "b"]}', "a", "c"),
        ('{"AllowedValues": "[\\"a\\"]"}', "a", "c"),
        ('{"AllowedPattern": "^[0-9]+$"}', "12", "x"),
        ('{"MinLength": 2, "MaxLength": "3"}', "abc", "a"),
    ],
)
def test_constraints(store: Store, constraints: str, good: str, bad: str) -> None:
    """Every value must fit, the first one and later ones."""
    store.create("p1", good, constraints=constraints)
    with pytest.raises(ApiError, match="Value"):
        store.create("p2", bad, constraints=constraints)
    with pytest.raises(ApiError, match="Value"):
        store.ask("Update", name="p1", value=bad)


@pytest.mark.parametrize(
    "constraints", ["[", "[]", '{"AllowedValues": 1}', '{"MinLength": "x"}', '{"AllowedPattern": "("}']
)
def test_constraints_that_are_none(store: Store, constraints: str) -> None:
    """They are refused."""
    with pytest.raises(ApiError):
        store.create("p1", constraints=constraints)


def test_several_at_once(store: Store) -> None:
    """Those that are not there are told of."""
    for name in ("aa", "bb"):
        store.create(name)
    more = {"with_decryption": True} if store.secret else {}
    module = hidden if store.secret else plain
    command = module.GetSecretParameters if store.secret else module.GetParameters
    found = store.oos.ask(command(names='["bb", "none", "aa"]', **more))
    assert [each.name for each in found.parameters] == ["bb", "aa"]
    assert found.invalid_parameters == ["none"]


def test_paths(store: Store) -> None:
    """One level below, or all."""
    for name in ("/a/x", "/a/b/y", "/ab", "zz"):
        store.create(name)
    module = hidden if store.secret else plain
    by_path = module.GetSecretParametersByPath if store.secret else module.GetParametersByPath
    listing = module.ListSecretParameters if store.secret else module.ListParameters
    for recursive, names in [(False, ["/a/x"]), (True, ["/a/b/y", "/a/x"])]:
        found = store.oos.ask(by_path(path="/a", recursive=recursive))
        assert ([each.name for each in found.parameters], found.total_count) == (names, len(names))
        assert all(each.value is None for each in found.parameters) is store.secret
        command = listing(path="/a/", recursive=recursive, sort_field="Name", sort_order="Ascending")
        listed = store.oos.ask(command)
        assert [each.name for each in listed.parameters] == names


def test_lists(store: Store) -> None:
    """By part of the name, tags and group; by name or by date, in pages."""
    store.create("one", tags='{"k": "v"}')
    store.oos.advance(1)
    store.create("two", resource_group_id="rg")
    listing = hidden.ListSecretParameters if store.secret else plain.ListParameters

    def names(**filters: Any) -> list[str]:
        return [each.name for each in store.oos.ask(listing(**filters)).parameters]

    assert names() == ["two", "one"]
    assert names(sort_field="Name", sort_order="Ascending") == ["one", "two"]
    assert (names(name="n"), names(tags='{"k": "v"}'), names(resource_group_id="rg")) == (
        ["one"],
        ["one"],
        ["two"],
    )
    first = store.oos.ask(listing(max_results=1))
    assert names(max_results=1, next_token=first.next_token) == ["one"]
    assert first.parameters[0].parameter_version == "1"
    if not store.secret:
        assert (names(type="StringList"), names(share_type="Public")) == ([], [])


def test_a_secret_is_shown_only_when_it_is_decrypted() -> None:
    """Its key is described, and not asked."""
    store = Store(secret=True)
    made = store.create("aa", "s3cret", key_id="key-1", dkms_instance_id="kst-1")
    assert (made.type, made.key_id, made.dkms_instance_id) == ("Secret", "key-1", "kst-1")
    seen = store.oos.ask(hidden.GetSecretParameter(name="aa")).parameter
    assert seen.value is None
    assert store.ask("Get", name="aa").parameter.value == "s3cret"


def test_tags() -> None:
    """Of templates and of both kinds of parameters: set, listed, taken off; known to policies."""
    store = Store(secret=False)
    store.create("aa", tags='{"k": "1"}')
    store.oos.ask(RegisterTemplate(template_name="T", content=TEMPLATE))
    tagged = {"region_id": "cn-hangzhou"}
    ask = store.oos.ask
    parameter = tagged | {"resource_type": "parameter", "resource_ids": '["aa"]'}
    ask(TagResources(tags='{"k": "2", "m": "3"}', **parameter))
    ask(TagResources(resource_type="template", resource_ids='["T"]', tags='{"k": "4"}', **tagged))
    found = ask(ListTagResources(resource_type="parameter", tags='{"m": "3"}', **tagged))
    assert [(each.tag_key, each.tag_value) for each in found.tag_resources.tag_resource] == [
        ("k", "2"),
        ("m", "3"),
    ]
    assert ask(ListTagKeys()).keys == ["k", "m"]
    assert ask(ListTagValues(key="k")).values == ["2", "4"]
    assert ask(ListTagValues(key="k", resource_type="template")).values == ["4"]
    started = ask(StartExecution(template_name="T", tags='{"k": "5"}')).execution.execution_id
    names = ("parameter/aa", "template/T", f"execution/{started}", "secretparameter/aa", "template/*")
    arns = [f"acs:oos:r:1:{name}" for name in names]
    assert ask(FindOosTags(resources=arns)).tags == {
        arns[0]: {"k": "2", "m": "3"}, arns[1]: {"k": "4"}, arns[2]: {"k": "5"},
    }  # fmt: skip
    store.oos.restart()
    ask(UntagResources(tag_keys='["m", "none"]', **parameter))
    assert ask(ListTagKeys(resource_type="parameter")).keys == ["k"]
    ask(UntagResources(resource_type="template", resource_ids='["T"]', all=True, **tagged))
    assert ask(ListTagKeys(resource_type="template")).keys == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"resource_type": "template", "resource_ids": '["none"]'}, "does not exist"),
        ({"resource_type": "secretparameter", "resource_ids": '["none"]'}, "does not exist"),
        ({"resource_type": "parameter", "resource_ids": "[]"}, "ResourceIds"),
        ({"resource_type": "parameter", "resource_ids": '["aa"]', "tags": "{}"}, "Tags"),
        (
            {
                "resource_type": "parameter",
                "resource_ids": '["aa"]',
                "tags": json.dumps({str(number): "x" for number in range(21)}),
            },
            "no more than 20",
        ),
    ],
)
def test_what_cannot_be_tagged(given: dict[str, Any], why: str) -> None:
    """All of them, or none."""
    store = Store(secret=False)
    store.create("aa")
    with pytest.raises(ApiError, match=why):
        store.oos.ask(TagResources(**{"tags": '{"a": "b"}', "region_id": "r"} | given))
    with pytest.raises(ApiError, match="either TagKeys or All"):
        store.oos.ask(UntagResources(resource_type="parameter", resource_ids='["aa"]', region_id="r"))


TEMPLATE = "FormatVersion: OOS-2019-06-01\nTasks: [{Name: a, Action: 'ACS::Pause'}]"
