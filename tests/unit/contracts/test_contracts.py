"""The contracts: names that are derived, schemas that do not change unnoticed, errors on the wire."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from scalehook.cli.contracts_document import asyncapi, json_schema
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.api.operations import operations
from scalehook.kit.machine import router
from scalehook.wiring.services import SERVICES
from scalehook_contracts.arn import Arn
from scalehook_contracts.base import Command, Event, Intent, Note, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import MissingNamedParameter, MissingParameter
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook, LifecycleHookCreation

GOLDEN = Path(__file__).parent / "golden" / "schemas.json"
DOCUMENT = asyncapi()


def test_golden_schemas() -> None:
    """Fields are only ever added, and optional. When that is so: GOLDEN=write pytest, and commit."""
    now = json.dumps(json_schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(now)
    assert now == GOLDEN.read_text()


def test_names_are_derived() -> None:
    """Owner and snake case of the class."""
    assert CreateLifecycleHook.wire_name() == "scaling_controller.create_lifecycle_hook"
    assert CreateLifecycleHook.reply_type() is LifecycleHookCreation
    assert all(name == cls.wire_name() for name, cls in contract_types().items())


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_command_has_its_handler(service: Any) -> None:
    """At its owner, and nowhere else; every intent has its effect."""
    handled = router.handlers(service.handlers)
    router.appliers(service.appliers)
    owned = [cls for cls in contract_types().values() if cls.owner() == service.name]
    commands = {cls for cls in owned if issubclass(cls, Command) and cls in _concrete()}
    assert commands == {cls for cls in handled if issubclass(cls, Command)}
    assert {cls for cls in owned if issubclass(cls, Intent)} == set(service.effects)


def _concrete() -> set[type]:
    found = set()
    for cls in contract_types().values():
        if issubclass(cls, Command):
            try:
                reply = cls.reply_type()
            except TypeError:
                continue
            if isinstance(reply, type) and issubclass(reply, Reply):
                found.add(cls)
    return found


def test_every_event_has_a_past_that_was_told() -> None:
    """Notes are no contracts: they are never published."""
    events = [cls for cls in contract_types().values() if issubclass(cls, Event)]
    assert not any(issubclass(cls, Note) and cls is not Note for cls in events)


def test_the_asyncapi_document_is_closed() -> None:
    """Version 3; every reference leads somewhere; commands are received, events sent."""
    assert DOCUMENT["asyncapi"].startswith("3.")

    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [ref for value in node.values() for ref in references(value)]
        if isinstance(node, list):
            return [ref for value in node for ref in references(value)]
        return []

    for reference in set(references(DOCUMENT)):
        place: Any = DOCUMENT
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]
    operation = DOCUMENT["operations"]["scaling_controller.create_lifecycle_hook"]
    assert operation["action"] == "receive"
    assert DOCUMENT["operations"]["fleet.instance_created"]["action"] == "send"


def test_every_operation_is_documented() -> None:
    """Class and fields by their documented names; a docstring says what it does."""
    assert len(operations()) > 50
    for cls in operations().values():
        assert cls.__doc__, cls
        assert cls.product.versions, cls


@pytest.mark.parametrize(
    "error", [MissingParameter(name="X"), MissingNamedParameter(name="RegionId"), ApiError("text")]
)
def test_errors_cross_the_bus(error: ApiError) -> None:
    """Class, code, message and details are the same on the other side."""
    error.details = {"AccessDeniedDetail": {"AuthAction": "ess:X"}}
    again = ApiError.from_body(error.body())
    assert type(again) is type(error)
    assert (again.code, again.message, again.details) == (error.code, error.message, error.details)


@pytest.mark.parametrize(
    "text", ["", "acs", "acs:mns:r:a", "arn:mns:r:a:queue/q", "acs::r:a:q", "acs:mns:r:a:"]
)
def test_arns_that_are_none(text: str) -> None:
    """Are refused."""
    with pytest.raises(ValueError, match="ARN"):
        Arn.parse(text)


def test_arns() -> None:
    """Taken apart and put together again; colons in names belong to them."""
    text = "acs:oos:cn-hangzhou:1:template/ACS::ECS::RunCommand"
    arn = Arn.parse(text)
    assert (arn.kind, arn.name, str(arn)) == ("template", "ACS::ECS::RunCommand", text)
