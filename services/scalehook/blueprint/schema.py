"""JSON Schema of init files, for editors: made of the operations' own."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from scalehook.blueprint.blueprint import FORMAT, VERSION_KEY
from scalehook.blueprint.kinds import ENABLED, KINDS, NAME, POLICIES, Kind
from scalehook_contracts.shape import shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXTRA: dict[str, Any] = {
    ENABLED: {"type": "boolean", "description": "Whether it may scale at once."},
    POLICIES: {
        "type": "array",
        "items": {"type": "string"},
        "description": "Of this file, or of the system.",
    },
}


def schema() -> dict[str, Any]:
    """Draft 2020-12."""
    definitions: dict[str, Any] = {}
    sections = {kind.section: _section(kind, definitions) for kind in KINDS}
    return {
        "$schema": DIALECT,
        "title": "What a scalehook stack begins with",
        "type": "object",
        "additionalProperties": False,
        "properties": {VERSION_KEY: {"const": FORMAT}, **sections},
        "$defs": dict(sorted(definitions.items())),
    }


def _section(kind: Kind, definitions: dict[str, Any]) -> dict[str, Any]:
    definitions[kind.noun] = _element(kind, definitions)
    return {"type": ["array", "null"], "items": {"$ref": f"#/$defs/{kind.noun}"}}


def _element(kind: Kind, definitions: dict[str, Any]) -> dict[str, Any]:
    told = kind.operation.model_json_schema(by_alias=False)
    models = dict(_models(kind.operation))
    for name, definition in told.get("$defs", {}).items():
        definitions[name] = _open(definition, models[name]) if name in models else definition
    properties: dict[str, Any] = {NAME: {"type": "string", "description": f"Its {kind.name}."}}
    for field in kind.fields:
        value = _shorter(told["properties"][field.name])
        properties[field.name] = properties[field.alias] = value
    properties |= {key: EXTRA[key] for key in kind.extra}
    properties |= {child.section: _section(child, definitions) for child in kind.children}
    return {
        "type": "object",
        "description": (kind.operation.__doc__ or "").strip(),
        "properties": properties,
        "additionalProperties": False,
    }


def _models(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """All structures in it, by name."""
    for field in shape(model).fields:
        if field.model is not None:
            yield field.model.__name__, field.model
            yield from _models(field.model)


def _open(definition: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """A structure's keys under both names, and no others."""
    own, both = definition["properties"], {}
    for field in shape(model).fields:
        both[field.name] = both[field.alias] = _shorter(own[field.name])
    kept = {key: value for key, value in definition.items() if key not in ("required", "title")}
    return {**kept, "properties": both, "additionalProperties": False}


def _shorter(value: dict[str, Any]) -> dict[str, Any]:
    """A text may be written as what its JSON says; what the schema says of itself is left out."""
    kept = {key: told for key, told in value.items() if not key.startswith("x-") and key != "title"}
    if kept.get("type") == "string" and not kept.keys() & {"enum", "pattern", "const"}:
        kept["type"] = ["string", "object", "array"]
    return kept
