"""Values to give to a message, made from its own schema: fitting ones and hostile ones."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema

DEEP_LIST: Any = None
DEEP_OBJECT: Any = None
for _ in range(1000):
    DEEP_LIST, DEEP_OBJECT = [DEEP_LIST], {"a": DEEP_OBJECT}
SHALLOW: Any = None
for _ in range(100):
    SHALLOW = [{"a": SHALLOW}]

TEXTS: list[Any] = [
    "",
    "\0",
    "\ud800",
    "a\udfff",
    "\ufffe",
    "\U0010ffff",
    "NaN",
    "\r\n",
    " 1 ",
]
MEGABYTE = "é" * 2**19
NUMBERS: list[Any] = [
    0, -1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64 - 1, 2**64, 10**20, 10**400,
    "9" * 400, "1e3", -0.0, 5e-324, 1e308, float("inf"), float("-inf"), float("nan"), "inf", True,
]  # fmt: skip
SHAPES: list[Any] = [
    None, [], {}, DEEP_LIST, DEEP_OBJECT, SHALLOW, ["\ud800"], {"\ud800": 1}, {"a": "\ud800"}, {"": ""},
    {"a": [float("nan")]}, {"a": {"b": 2**64}}, [2**63], {1: 2}, {"a": b"\xff"}, (1, 2), {"a": {3}},
    b"\xff", [None], object(),
]  # fmt: skip
HOSTILE = TEXTS + NUMBERS + SHAPES
WORST: list[Any] = [
    "\0", "\ud800", 2**64, float("nan"), None, DEEP_LIST, {"a": "\ud800"}, [2**63], object(),
]  # fmt: skip
SAID = {"title", "description"}  # what a schema says beside its rules
SAMPLES = [
    "a1",
    "v1",
    "abc",
    "/a/b",
    "acs:ram::1:role/a",
    "UTC",
    "2026-01-31",
]  # something fits every pattern

Schema = dict[str, Any]


class Rules(GenerateJsonSchema):
    """What may be given; to write down what is taken otherwise is half of the work of a schema."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        """Without the default."""
        return self.generate_inner(schema["schema"])


class Maker:
    """Makes values for one model."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.schema: Schema = model.model_json_schema(by_alias=True, schema_generator=Rules)

    def fitting(self) -> Schema:
        """A message that has all its fields, each with a usual value."""
        found: Schema = self._value(self.schema)
        return found

    def hostile(self, tried: set[str]) -> Iterator[Schema]:
        """The same with one value, at any depth, that is not usual.

        Where a place of the same name and rules was `tried` before, also in another message, the worst
        values are enough. A megabyte is tried once for all places that have the same rules.
        """
        fitting = self.fitting()
        for path in _paths(fitting):
            values, rules = WORST, self._rules(path)
            name = next(key for key in reversed(path) if isinstance(key, str))
            if (place := f"{name}: {rules}") not in tried:
                values = HOSTILE if rules in tried else [*HOSTILE, MEGABYTE]
                tried |= {place, rules}
            for value in values:
                yield _changed(fitting, path, value)

    def _rules(self, path: "Path") -> str:
        """What the schema says of the place, without its name."""
        schema = self.schema
        for key in path:
            inside = self._resolved(schema)
            parts = inside.get("properties", {}) if isinstance(key, str) else {}
            schema = parts.get(key) or inside.get("items") or inside.get("additionalProperties") or {}
            schema = schema if isinstance(schema, dict) else {}
        rules = {word: rule for word, rule in schema.items() if word not in SAID}
        return json.dumps(rules, sort_keys=True)

    def _resolved(self, schema: Schema) -> Schema:
        if "$ref" in schema:
            return self._resolved(self.schema["$defs"][schema["$ref"].rpartition("/")[2]])
        return self._resolved(schema["anyOf"][0]) if "anyOf" in schema else schema

    def _value(self, schema: Schema) -> Any:
        schema = self._resolved(schema)
        for fixed in ("enum", "const"):
            if fixed in schema:
                return schema[fixed][0] if fixed == "enum" else schema[fixed]
        match schema.get("type"):
            case "object":
                return self._object(schema)
            case "array":
                return [self._value(schema.get("items", {}))]
            case "string":
                return next(text for text in SAMPLES if re.search(schema.get("pattern", ""), text))
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
        return {"any": [1]}

    def _object(self, schema: Schema) -> Schema:
        if "properties" not in schema:
            inner = schema.get("additionalProperties")
            return {"key": self._value(inner if isinstance(inner, dict) else {})}
        return {name: self._value(part) for name, part in schema["properties"].items()}


Path = tuple[str | int, ...]


def _paths(value: Any, above: Path = ()) -> Iterator[Path]:
    if above:
        yield above
    items = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, part in items:
        yield from _paths(part, (*above, key))


def _changed(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _changed(value[path[0]], path[1:], new)
    return copy
