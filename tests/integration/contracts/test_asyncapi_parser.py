"""The AsyncAPI document is one for the official parser, too; needs Node.js and npm's registry once."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scalehook.cli.contracts_document.asyncapi import asyncapi
from support.node_packages import node_packages
from support.patience import PATIENCE_SECONDS

PROGRAM = Path(__file__).with_name("parse.mjs")
PROSE = re.compile(r'"(summary|title)": "(?:[^"\\]|\\.)*"')
NAME = re.compile(r"\w+(\.\w+)*")


@pytest.fixture(scope="module")
def installed() -> Path:
    """A folder with the parser in it."""
    return node_packages("asyncapi", {"@asyncapi/parser": "3.6.6"}).parent


def test_the_official_parser_takes_it(installed: Path) -> None:
    """Without an error; channels and operations are seen, each command with its reply."""
    document = asyncapi()
    commands = [o for o in document["operations"].values() if o["action"] == "receive"]
    assert len(commands) > 50
    _look_at_schemas_once(document)
    _look_at_each_form_once(document)
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


def _look_at_schemas_once(document: dict[str, Any]) -> None:
    """Among the components, and not at each place that leads to one: the parser would take three times
    as long. That each leads somewhere is a unit test's.
    """
    schemas = document["components"]["schemas"]
    for message in document["components"]["messages"].values():
        assert message["payload"]["$ref"].removeprefix("#/components/schemas/") in schemas
        message["payload"] = {"type": "object"}


def _look_at_each_form_once(document: dict[str, Any]) -> None:
    """Of operations that differ in their names and in prose alone the first stays, with its channel and
    messages: the parser would take five times as long for what it has seen.
    """
    told, channels = document["operations"], document["channels"]
    messages = document["components"]["messages"]
    assert all(NAME.fullmatch(name) for name in (*told, *channels, *messages))
    first = {_form(document, name): name for name in reversed(told)}
    kept = {*first.values(), *(answer for name in first.values() for answer in _answers(told[name]))}
    replies = channels["replies"]
    document["operations"] = _of({*first.values()}, told)
    document["channels"] = _of({*first.values()}, channels)
    document["channels"]["replies"] = replies | {"messages": _of(kept, replies["messages"])}
    document["components"]["messages"] = _of(kept, messages)


def _form(document: dict[str, Any], name: str) -> str:
    """An operation, its channel and its messages, without their names and prose."""
    operation = document["operations"][name]
    names = (name, *_answers(operation))
    messages = [document["components"]["messages"][each] for each in names]
    text = PROSE.sub(r"\1", json.dumps([operation, document["channels"][name], messages]))
    for number, each in enumerate(names):
        text = text.replace(f'{each}"', f'{number}"')
    return text


def _answers(operation: dict[str, Any]) -> list[str]:
    """The names of the messages that a command is answered with."""
    references = operation.get("reply", {}).get("messages", [])
    return [each["$ref"].rpartition("/")[2] for each in references]


def _of(kept: set[str], named: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in named.items() if name in kept}
