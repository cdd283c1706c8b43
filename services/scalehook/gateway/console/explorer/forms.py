"""An operation as a form: its parameters with their types, ranges and help, from its contract alone."""

from collections.abc import Iterator
from typing import Any

from scalehook.kit.api.operations import OperationType
from scalehook_contracts.shape import shape

DEEPEST = 6
RANGES = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern")
PLAIN = {"string", "integer", "number", "boolean"}
HARMLESS = ("Describe", "List", "Get", "Check", "Peek", "Query", "Validate", "Search", "Generate")
DESTRUCTIVE = ("Delete", "Remove", "Purge", "Release", "Detach", "Cancel", "Unsubscribe", "Stop")
Schema = dict[str, Any]


def form(cls: OperationType) -> dict[str, Any]:
    """All that a page needs to ask for it."""
    name, product = cls.__name__, cls.product
    schema = cls.model_json_schema(by_alias=True)
    return {
        "product": product.name,
        "name": name,
        "versions": list(product.versions),
        "style": product.style,
        "help": help_of(cls),
        "reads": name.startswith(HARMLESS),
        "destroys": name.startswith(DESTRUCTIVE),
        "action": cls.ram_action(),
        "refused": sorted(cls.unsupported),
        "errors": list(_errors(cls)),
        "fields": [
            _field(each.alias, schema["properties"].get(each.alias, {}), schema, DEEPEST)
            for each in shape(cls).parameters
        ],
    }


def fields_of(schema: Schema) -> list[dict[str, Any]]:
    """Those of any model that a page fills in, from its JSON Schema."""
    return [_field(name, rule, schema, DEEPEST) for name, rule in schema["properties"].items()]


def help_of(cls: type[Any]) -> str:
    """What it does, in a line."""
    return " ".join((cls.__doc__ or "").split())


def _errors(cls: OperationType) -> Iterator[dict[str, Any]]:
    """Those that its parameters and its caller can come to, whatever it does."""
    product = cls.product
    for error in (cls.invalid, product.missing, cls.forbidden or product.forbidden):
        if error is not None:
            yield {"code": error.code, "status": error.status, "help": help_of(error)}


def _field(name: str, rule: Schema, schema: Schema, depth: int) -> dict[str, Any]:
    required = name in schema.get("required", ())
    whole = _resolved(rule, schema.get("$defs", {}))
    found: dict[str, Any] = {"name": name, "required": required, "type": _type(whole)}
    found |= {key: whole[key] for key in RANGES if _says_something(key, whole)}
    if whole.get("default") not in (None, "", [], {}):
        found["default"] = whole["default"]
    if choices := [each for each in whole.get("enum", ()) if each not in ("", None)]:
        found["enum"] = choices
    if whole.get("description"):
        found["help"] = " ".join(whole["description"].split())
    return found | _inside(found["type"], name, whole, schema, depth)


def _inside(kind: str, name: str, rule: Schema, schema: Schema, depth: int) -> dict[str, Any]:
    """Of a list its items, of a structure its fields; what is too deep is written as JSON."""
    definitions = schema.get("$defs", {})
    if kind == "list" and depth:
        item = {**_resolved(rule["items"], definitions), "$defs": definitions}
        return {"item": _field(name, item, {"$defs": definitions}, depth - 1)}
    if kind == "object" and depth:
        inner = {"required": rule.get("required", ()), "$defs": definitions}
        return {
            "fields": [_field(key, each, inner, depth - 1) for key, each in rule["properties"].items()]
        }
    return {"type": "json"} if kind in ("list", "object") else {}


def _resolved(rule: Schema, definitions: dict[str, Schema]) -> Schema:
    """Without references, and of what may also be null the rest."""
    if "$ref" in rule:
        target = definitions[rule["$ref"].rsplit("/", 1)[1]]
        return _resolved({**target, **{k: v for k, v in rule.items() if k != "$ref"}}, definitions)
    choices = [each for each in rule.get("anyOf", ()) if each.get("type") != "null"]
    if choices:
        rest = {key: value for key, value in rule.items() if key != "anyOf"}
        return _resolved({**choices[0], **rest}, definitions)
    return rule


def _type(rule: Schema) -> str:
    kind = rule.get("type")
    if kind == "array" and "items" in rule:
        return "list"
    if kind == "object" and "properties" in rule:
        return "object"
    if "enum" in rule or "const" in rule:
        return "string"
    return str(kind) if kind in PLAIN else "json"


def _says_something(key: str, rule: Schema) -> bool:
    """A limit of what 64 bits can count limits nothing."""
    value = rule.get(key)
    if value in (None, 0) and key.startswith("min"):
        return key == "minimum" and value == 0
    return value is not None and not (isinstance(value, int | float) and abs(value) >= 2**63 - 1)
