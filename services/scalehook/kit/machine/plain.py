"""Messages whose JSON is their fields and nothing else: it is made without asking their models.

Whatever orjson writes it can read. It has no words for what JSON does not have, so a class is plain only
when all that its fields may hold is text, truth, numbers that have bounds or an end, and lists or
structures of them.
"""

from functools import cache
from typing import Any

from pydantic import BaseModel

Names = tuple[tuple[str, ...], tuple[str, ...]]  # the fields' own, and those on the wire
Schema = dict[str, Any]


def fields_of(message: BaseModel) -> dict[str, Any]:
    """A plain one's fields by their names on the wire."""
    names, aliases = _names(type(message))
    return dict(zip(aliases, map(message.__dict__.__getitem__, names), strict=True))


@cache
def is_plain(model: type[BaseModel]) -> bool:
    """Whether all its messages are. Its validator has been built: there is a message of it."""
    schema: Any = model.__pydantic_core_schema__
    return _is_plain(schema, {})


@cache
def _names(model: type[BaseModel]) -> Names:
    fields = model.model_fields
    return tuple(fields), tuple(info.serialization_alias or name for name, info in fields.items())


def _is_plain(schema: Schema, shared: dict[str, Schema]) -> bool:
    if "serialization" in schema:
        return False
    match schema["type"]:
        case "str" | "bool" | "literal":
            return True
        case "int":
            return "ge" in schema and "le" in schema
        case "float":
            return True  # no message takes one without an end
        case "model" | "model-field" | "default" | "nullable" | "function-after":
            return _is_plain(schema["schema"], shared)
        case "list":
            return _is_plain(schema["items_schema"], shared)
        case "model-fields":
            return all(_is_plain(field, shared) for field in schema["fields"].values())
        case "definitions":
            named = {one["ref"]: one for one in schema["definitions"]}
            return _is_plain(schema["schema"], named)
        case "definition-ref":  # what refers to itself may be of any depth
            rest = {ref: one for ref, one in shared.items() if ref != schema["schema_ref"]}
            found = shared.get(schema["schema_ref"])
            return found is not None and _is_plain(found, rest)
    return False
