"""The AsyncAPI document is one for the official parser, too; needs Node.js and npm's registry once."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scalehook.cli.contracts_document.asyncapi import asyncapi
from support.node_packages import node_packages
from support.patience import PATIENCE_SECONDS

PROGRAM = Path(__file__).with_name("parse.mjs")


@pytest.fixture(scope="module")
def installed() -> Path:
    """A folder with the parser in it."""
    return node_packages("asyncapi", {"@asyncapi/parser": "3.6.6"}).parent


def test_the_official_parser_takes_it(installed: Path) -> None:
    """Without an error; all channels and operations are seen, each command with its reply."""
    document = asyncapi()
    _look_at_schemas_once(document)
    _look_at_all_replies_once(document)
    command = ["node", str(PROGRAM)]
    text = json.dumps(document)
    done = subprocess.run(
        command,
        input=text,
        cwd=installed,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["problems"] == []
    commands = [o for o in document["operations"].values() if o["action"] == "receive"]
    assert found["counts"] == {
        "channels": len(document["channels"]),
        "operations": len(document["operations"]),
        "replies": len(commands),
    }
    assert len(commands) > 50


def _look_at_schemas_once(document: dict[str, Any]) -> None:
    """Among the components, and not at each place that leads to one: the parser would take three times
    as long. That each leads somewhere is a unit test's.
    """
    schemas = document["components"]["schemas"]
    for message in document["components"]["messages"].values():
        assert message["payload"]["$ref"].removeprefix("#/components/schemas/") in schemas
        message["payload"] = {"type": "object"}


def _look_at_all_replies_once(document: dict[str, Any]) -> None:
    """In their channel, and not again below each command that it answers: each gets a channel with its
    own ones, or the parser would take five times as long.
    """
    channels = document["channels"]
    all_replies = channels["replies"]["messages"]
    for name, operation in document["operations"].items():
        if (reply := operation.get("reply")) is None:
            continue
        assert reply["channel"] == {"$ref": "#/channels/replies"}
        own = [each["$ref"].removeprefix("#/channels/replies/messages/") for each in reply["messages"]]
        few = f"replies to {name}"
        channels[few] = {**channels["replies"], "messages": {each: all_replies[each] for each in own}}
        reply["channel"] = {"$ref": f"#/channels/{few}"}
        reply["messages"] = [{"$ref": f"#/channels/{few}/messages/{each}"} for each in own]
