"""`scalehook contracts`: the messages as JSON Schema and AsyncAPI."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from scalehook.cli.contracts_document.asyncapi import asyncapi
from scalehook.cli.contracts_document.schemas import json_schema


class Form(StrEnum):
    """The documents that can be printed."""

    JSON_SCHEMA = "json-schema"
    ASYNCAPI = "asyncapi"


def contracts(form: Annotated[Form, typer.Argument(help="Which document.")] = Form.ASYNCAPI) -> None:
    """Print the contracts, generated from the message classes."""
    document = asyncapi() if form is Form.ASYNCAPI else json_schema()
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
