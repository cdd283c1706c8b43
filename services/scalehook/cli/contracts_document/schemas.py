"""The contracts as JSON Schema."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from scalehook.kit.api.catalogue import contract_types
from scalehook_contracts.base import Command, Event, Message, Note

REFERENCE = "#/$defs/{model}"


def messages() -> dict[str, type[Message]]:
    """Commands and events by their names on the wire."""
    return {
        name: cls
        for name, cls in sorted(contract_types().items())
        if issubclass(cls, Command | Event) and not issubclass(cls, Note) and _is_concrete(cls)
    }


def owners() -> list[str]:
    """The services that own commands or events."""
    return sorted({cls.owner() for cls in messages().values()})


def json_schema(owner: str = "") -> dict[str, Any]:
    """All commands, replies and events; of one owner, if it is named."""
    chosen = [cls for cls in messages().values() if owner in ("", cls.owner())]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"scalehook contracts: {owner}" if owner else "scalehook contracts",
        "$defs": definitions(chosen, REFERENCE)[0],
    }


def definitions(
    classes: Iterable[type[BaseModel]], template: str
) -> tuple[dict[str, Any], dict[type[BaseModel], str]]:
    """The schemas of the classes and of their replies, and where each class has its own."""
    wanted = set(classes)
    wanted |= {cls.reply_type() for cls in wanted if issubclass(cls, Command)}
    ordered = sorted(wanted, key=lambda cls: (cls.__name__, cls.__module__))
    places, schema = models_json_schema([(cls, "validation") for cls in ordered], ref_template=template)
    return dict(sorted(schema["$defs"].items())), {
        cls: places[cls, "validation"]["$ref"] for cls in ordered
    }


def _is_concrete(cls: type[Message]) -> bool:
    if issubclass(cls, Command):
        return not cls.is_shared_base()
    return not cls.__module__.endswith("_contracts.base")
