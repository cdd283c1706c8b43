"""The AsyncAPI document: closed, and complete about what surrounds a message."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from scalehook.cli import app

CREATE = "scaling_controller.create_lifecycle_hook"
CREATED = "scaling_controller.lifecycle_hook_created"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """As `scalehook contracts` prints it."""
    printed: dict[str, Any] = json.loads(CliRunner().invoke(app, ["contracts", "asyncapi"]).stdout)
    return printed


def test_the_asyncapi_document_is_closed(document: dict[str, Any]) -> None:
    """Version 3; every reference leads somewhere; commands are received, events sent."""
    assert document["asyncapi"].startswith("3.")

    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [ref for value in node.values() for ref in references(value)]
        if isinstance(node, list):
            return [ref for value in node for ref in references(value)]
        return []

    for reference in set(references(document)):
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]
    operation = document["operations"]["scaling_controller.create_lifecycle_hook"]
    assert operation["action"] == "receive"
    assert document["operations"]["fleet.instance_created"]["action"] == "send"


def test_commands_have_replies(document: dict[str, Any]) -> None:
    """To where the command asks for it: its own reply, or an error, told apart by their types."""
    reply = document["operations"][CREATE]["reply"]
    assert reply["address"]["location"] == "$message.header#/reply_to"
    names = [message["$ref"].rpartition("/")[2] for message in reply["messages"]]
    assert names == ["scaling_controller.lifecycle_hook_creation", "error"]
    assert "reply" not in document["operations"][CREATED]


def test_routing_keys_are_no_queues(document: dict[str, Any]) -> None:
    """A channel is a routing key of an exchange; the queue behind it is named beside the binding."""
    for name in (CREATE, CREATED):
        assert document["channels"][name]["bindings"]["amqp"]["is"] == "routingKey"
        assert "queue" not in document["channels"][name]["bindings"]["amqp"]
    assert document["channels"][CREATE]["x-queue"] == "scalehook.scaling_controller"


def test_messages_tell_their_envelope(document: dict[str, Any]) -> None:
    """AMQP's properties, our headers, the type, and how an answer finds its question."""
    message = document["components"]["messages"][CREATED]
    assert message["bindings"]["amqp"]["messageType"] == CREATED
    assert message["traits"] == [{"$ref": "#/components/messageTraits/envelope"}]
    envelope = document["components"]["messageTraits"]["envelope"]
    assert set(envelope["headers"]["properties"]) == {"at", "caller", "causation_id"}
    assert envelope["correlationId"]["location"] == "$message.header#/correlation_id"


def test_there_is_a_server(document: dict[str, Any]) -> None:
    """A broker, where every channel is."""
    assert document["servers"]["broker"]["protocol"] == "amqp"
    assert all(channel["servers"] for channel in document["channels"].values())
