"""The contracts: names that are derived, an owner for each, and what an operation says of itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from annotated_types import Ge, Le
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from scalehook.kit.api.catalogue import contract_types, message_types
from scalehook.kit.api.operations import operations
from scalehook.kit.machine import router
from scalehook.wiring.services import services
from scalehook_contracts.access_control.sts import GetCallerIdentity
from scalehook_contracts.base import Command, Event, Intent, Message, Note, Operation, Reply
from scalehook_contracts.fleet.instance_views import InstanceView
from scalehook_contracts.message_service import batches, messages, queues
from scalehook_contracts.message_service.publications import MessagePublished
from scalehook_contracts.scaling_controller.activities import ScalingActivityView
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook, LifecycleHookCreation


def test_names_are_derived() -> None:
    """Owner and snake case of the class."""
    assert CreateLifecycleHook.wire_name() == "scaling_controller.create_lifecycle_hook"
    assert CreateLifecycleHook.reply_type() is LifecycleHookCreation
    assert all(name == cls.wire_name() for name, cls in contract_types().items())


@pytest.mark.parametrize("service", services(), ids=lambda service: service.name)
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


def fields() -> Iterator[tuple[str, FieldInfo]]:
    """Of all messages, each with its name."""
    for cls in {cls for service in services() for cls in message_types(service).values()}:
        for name, field in cls.model_fields.items():
            yield f"{cls.wire_name()}.{name}", field


def test_defaults_are_never_copied() -> None:
    """What can change is made anew for each message, and no literal: pydantic copies those deeply."""
    literal = {name: field.default for name, field in fields() if not field.default_factory}
    assert len(literal) > 1000
    assert [name for name, default in literal.items() if not _is_fixed(default)] == []


def _is_fixed(default: object) -> bool:
    """Hashable all through: a frozen model that holds a list is not."""
    try:
        hash(default)
    except TypeError:
        return False
    return True


def test_numbers_are_bounded_once() -> None:
    """Of two bounds the validator would keep only one, perhaps the wider."""
    bounds = {
        (name, bound): sum(isinstance(told, bound) for told in field.metadata)
        for name, field in fields()
        for bound in (Ge, Le)
    }
    assert 1 in bounds.values()
    assert [name for name, count in bounds.items() if count > 1] == []


@pytest.mark.parametrize("cls", [MessagePublished, InstanceView, ScalingActivityView])
def test_made_defaults_are_documented(cls: type[Message]) -> None:
    """The schema says what a field holds that is not given, and each message has its own."""
    properties = cls.model_json_schema()["properties"]
    for name, field in cls.model_fields.items():
        extra = field.json_schema_extra
        if field.default_factory is not None and callable(extra):
            made = [field.get_default(call_default_factory=True) for _ in range(2)]
            assert made[0] == made[1] and made[0] is not made[1]
            assert properties[field.alias or name]["default"] == to_jsonable_python(made[0])


def test_every_operation_is_documented() -> None:
    """Class and fields by their documented names; a docstring says what it does."""
    assert len(operations()) > 50
    for cls in operations().values():
        assert cls.__doc__, cls
        assert cls.product.versions, cls


@pytest.mark.parametrize(
    ("cls", "action"),
    [
        (batches.BatchSendMessage, "mns:SendMessage"),
        (batches.BatchReceiveMessage, "mns:ReceiveMessage"),
        (batches.BatchPeekMessage, "mns:PeekMessage"),
        (batches.BatchDeleteMessage, "mns:DeleteMessage"),
        (queues.CreateQueue, "mns:CreateQueue"),
        (CreateLifecycleHook, "ess:CreateLifecycleHook"),
        (GetCallerIdentity, "sts:GetCallerIdentity"),
    ],
)
def test_the_action_that_a_policy_names(cls: type[Operation[Any]], action: str) -> None:
    """The operation's own, or for batches that of the single message."""
    assert cls.ram_action() == action


def test_long_polls_say_so() -> None:
    """Their callers wait; all others are answered at once."""
    waiting = {cls for cls in operations().values() if cls.waits}
    assert waiting == {messages.ReceiveMessage, batches.BatchReceiveMessage}
