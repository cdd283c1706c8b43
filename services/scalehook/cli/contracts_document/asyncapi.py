"""The contracts as AsyncAPI 3: who asks whom for what, and who publishes what, over which exchange."""

from importlib.metadata import version
from typing import Any

from pydantic import BaseModel

from scalehook.cli.contracts_document.envelope import trait
from scalehook.cli.contracts_document.schemas import definitions, messages
from scalehook_contracts.base import Command, Message
from scalehook_contracts.errors import ErrorBody
from scalehook_contracts.topology import COMMANDS, EVENTS, exchanges, queue_name

COMPONENT = "#/components/schemas/{model}"
REPLIES = "replies"
ERROR = "error"
BINDING = {"bindingVersion": "0.3.0"}
Node = dict[str, Any]


def asyncapi() -> Node:
    """The document."""
    told = messages()
    replies = {cls.reply_type() for cls in told.values() if issubclass(cls, Command)}
    answers = {cls.wire_name(): cls for cls in sorted(replies, key=lambda cls: cls.wire_name())}
    schemas, places = definitions([*told.values(), ErrorBody], COMPONENT)
    bodies: dict[str, type[BaseModel]] = {**told, **answers, ERROR: ErrorBody}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "scalehook",
            "version": version("scalehook"),
            "description": "The messages of a local Alibaba Cloud Auto Scaling.",
        },
        "defaultContentType": "application/json",
        "servers": {"broker": _server()},
        "channels": {name: _channel(name, cls) for name, cls in told.items()}
        | {REPLIES: _replies([*answers, ERROR])},
        "operations": {name: _operation(name, cls) for name, cls in told.items()},
        "components": {
            "messages": {name: _message(name, cls, places[cls]) for name, cls in bodies.items()},
            "messageTraits": {"envelope": trait()},
            "schemas": schemas,
        },
        "x-amqp-exchanges": exchanges(),
    }


def _server() -> Node:
    return {
        "host": "{host}:{port}",
        "pathname": "/{vhost}",
        "protocol": "amqp",
        "protocolVersion": "0.9.1",
        "description": "RabbitMQ, as SCALEHOOK_AMQP_URL names it. Only a distributed stack has one.",
        "variables": {
            "host": {"default": "127.0.0.1"},
            "port": {"default": "5672"},
            "vhost": {"default": ""},
        },
    }


def _channel(name: str, cls: type[Message]) -> Node:
    """One routing key of an exchange; `x-queue` is bound to it by the command's owner."""
    is_command = issubclass(cls, Command)
    exchange = COMMANDS if is_command else EVENTS
    channel: Node = {
        "address": name,
        "servers": [{"$ref": "#/servers/broker"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": exchange, "type": exchanges()[exchange], "durable": True},
                **BINDING,
            }
        },
    }
    return channel | {"x-queue": queue_name(cls.owner())} if is_command else channel


def _replies(names: list[str]) -> Node:
    """Where the asker listens; its queue is named by each command."""
    return {
        "address": None,
        "description": "The queue that a command's `reply_to` names, over the default exchange.",
        "servers": [{"$ref": "#/servers/broker"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
    }


def _operation(name: str, cls: type[Message]) -> Node:
    """A command is received by its owner, an event sent by it."""
    is_command = issubclass(cls, Command)
    operation: Node = {
        "action": "receive" if is_command else "send",
        "channel": {"$ref": f"#/channels/{name}"},
        "summary": _summary(cls),
        "tags": [{"name": cls.owner()}],
        "bindings": {
            "amqp": {"deliveryMode": 2, "mandatory": cls.mandatory, "timestamp": True, **BINDING}
        },
    }
    return operation | {"reply": _reply(cls)} if issubclass(cls, Command) else operation


def _reply(cls: type[Command[Any]]) -> Node:
    """Its own reply, or an error."""
    names = (cls.reply_type().wire_name(), ERROR)
    return {
        "address": {"location": "$message.header#/reply_to", "description": "The AMQP property."},
        "channel": {"$ref": f"#/channels/{REPLIES}"},
        "messages": [{"$ref": f"#/channels/{REPLIES}/messages/{name}"} for name in names],
    }


def _message(name: str, cls: type[BaseModel], place: str) -> Node:
    return {
        "name": name,
        "title": cls.__name__,
        "summary": _summary(cls),
        "payload": {"$ref": place},
        "traits": [{"$ref": "#/components/messageTraits/envelope"}],
        "bindings": {"amqp": {"contentEncoding": "utf-8", "messageType": name, **BINDING}},
    }


def _summary(cls: type) -> str:
    return (cls.__doc__ or "").strip().splitlines()[0]
