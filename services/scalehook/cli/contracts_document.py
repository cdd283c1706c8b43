"""The contracts as JSON Schema and as AsyncAPI 3, made from the message classes alone."""

from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from scalehook.kit.api.catalogue import contract_types
from scalehook_contracts.base import Command, Event, Message, Note, Reply
from scalehook_contracts.topology import COMMANDS, DEAD, EVENTS, exchanges, queue_name

REFERENCE = "#/$defs/{model}"
COMPONENT = "#/components/schemas/{model}"


def json_schema() -> dict[str, Any]:
    """All commands, replies and events."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "scalehook contracts",
        "$defs": _definitions(REFERENCE),
    }


def asyncapi() -> dict[str, Any]:
    """Who asks whom for what, and who tells what, over which exchange."""
    messages = _messages()
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "scalehook", "version": version("scalehook")},
        "defaultContentType": "application/json",
        "channels": {_channel(cls): _channel_of(name, cls) for name, cls in messages.items()},
        "operations": {name: _operation(cls) for name, cls in messages.items()},
        "components": {
            "messages": {name: _message(cls) for name, cls in messages.items()},
            "schemas": _definitions(COMPONENT),
        },
        "x-amqp-exchanges": exchanges() | {DEAD: "topic"},
    }


def _messages() -> dict[str, type[Message]]:
    """Commands and events by their names on the wire."""
    return {
        name: cls
        for name, cls in sorted(contract_types().items())
        if issubclass(cls, Command | Event) and not issubclass(cls, Note) and _is_concrete(cls)
    }


def _is_concrete(cls: type[Message]) -> bool:
    if not issubclass(cls, Command):
        return not cls.__module__.endswith("_contracts.base")
    try:
        return isinstance(cls.reply_type(), type) and issubclass(cls.reply_type(), Reply)
    except TypeError:
        return False


def _definitions(template: str) -> dict[str, Any]:
    classes: set[type[BaseModel]] = set(_messages().values())
    classes |= {cls.reply_type() for cls in classes if issubclass(cls, Command)}
    ordered = sorted(classes, key=lambda cls: (cls.__name__, cls.__module__))
    _, schema = models_json_schema([(cls, "validation") for cls in ordered], ref_template=template)
    return dict(sorted(schema["$defs"].items()))


def _channel(cls: type[Message]) -> str:
    return cls.wire_name()


def _channel_of(name: str, cls: type[Message]) -> dict[str, Any]:
    is_command = issubclass(cls, Command)
    binding: dict[str, Any] = {
        "is": "routingKey",
        "exchange": {
            "name": COMMANDS if is_command else EVENTS,
            "type": exchanges()[COMMANDS if is_command else EVENTS],
        },
    }
    if is_command:
        binding["queue"] = {"name": queue_name(cls.owner())}
    return {
        "address": name,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {"amqp": binding},
    }


def _operation(cls: type[Message]) -> dict[str, Any]:
    """A command is received by its owner, an event sent by it."""
    name = cls.wire_name()
    operation: dict[str, Any] = {
        "action": "receive" if issubclass(cls, Command) else "send",
        "channel": {"$ref": f"#/channels/{name}"},
        "summary": (cls.__doc__ or "").strip().splitlines()[0],
        "tags": [{"name": cls.owner()}],
    }
    if issubclass(cls, Command):
        operation["x-reply"] = {"$ref": COMPONENT.format(model=cls.reply_type().__name__)}
    return operation


def _message(cls: type[Message]) -> dict[str, Any]:
    return {
        "name": cls.wire_name(),
        "title": cls.__name__,
        "payload": {"$ref": COMPONENT.format(model=cls.__name__)},
    }
