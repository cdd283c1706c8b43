"""The AsyncAPI document: closed, and complete about what surrounds a message."""

from typing import Any

from scalehook.cli.contracts_document.asyncapi import asyncapi

DOCUMENT = asyncapi()
CREATE = "scaling_controller.create_lifecycle_hook"
CREATED = "scaling_controller.lifecycle_hook_created"


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


def test_commands_have_replies() -> None:
    """To where the command asks for it: its own reply, or an error, told apart by their types."""
    reply = DOCUMENT["operations"][CREATE]["reply"]
    assert reply["address"]["location"] == "$message.header#/reply_to"
    names = [message["$ref"].rpartition("/")[2] for message in reply["messages"]]
    assert names == ["scaling_controller.lifecycle_hook_creation", "error"]
    assert "reply" not in DOCUMENT["operations"][CREATED]


def test_routing_keys_are_no_queues() -> None:
    """A channel is a routing key of an exchange; the queue behind it is named beside the binding."""
    for name in (CREATE, CREATED):
        assert DOCUMENT["channels"][name]["bindings"]["amqp"]["is"] == "routingKey"
        assert "queue" not in DOCUMENT["channels"][name]["bindings"]["amqp"]
    assert DOCUMENT["channels"][CREATE]["x-queue"] == "scalehook.scaling_controller"


def test_messages_tell_their_envelope() -> None:
    """AMQP's properties, our headers, the type, and how an answer finds its question."""
    message = DOCUMENT["components"]["messages"][CREATED]
    assert message["bindings"]["amqp"]["messageType"] == CREATED
    assert message["traits"] == [{"$ref": "#/components/messageTraits/envelope"}]
    envelope = DOCUMENT["components"]["messageTraits"]["envelope"]
    assert set(envelope["headers"]["properties"]) == {"at", "caller", "causation_id"}
    assert envelope["correlationId"]["location"] == "$message.header#/correlation_id"


def test_there_is_a_server() -> None:
    """A broker, where every channel is."""
    assert DOCUMENT["servers"]["broker"]["protocol"] == "amqp"
    assert all(channel["servers"] for channel in DOCUMENT["channels"].values())
