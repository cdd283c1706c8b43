"""The operations of the contracts, product by product, with what they do with each parameter."""

from collections.abc import Iterator
from typing import Any

from scalehook.kit.api.operations import OperationType, operations
from scalehook_contracts.products import Product
from scalehook_contracts.shape import Field, shape, spellings

JUST_TAKEN = frozenset({"RegionId"})  # there is one region


def of(product: Product) -> dict[str, OperationType]:
    """By their names."""
    found = {cls.__name__: cls for cls in operations().values() if cls.product is product}
    return dict(sorted(found.items()))


def known(cls: OperationType) -> frozenset[str]:
    """All names that a request may spell a parameter with, whether it is taken or refused."""
    spelt = {name for field in shape(cls).fields for name, _ in spellings(field)}
    return frozenset(spelt | cls.unsupported | JUST_TAKEN)


def parameters(cls: OperationType) -> Iterator[tuple[Field, bool, str]]:
    """Each with whether it is required, and what is checked of it."""
    schema = cls.model_json_schema(by_alias=True)
    for field in shape(cls).parameters:
        rule = schema["properties"].get(field.alias, {})
        yield field, field.alias in schema.get("required", ()), _limits(rule, schema)


def _limits(rule: dict[str, Any], schema: dict[str, Any]) -> str:
    for choice in rule.get("anyOf", ()):
        if choice.get("type") != "null":
            return _limits({**choice, **{k: v for k, v in rule.items() if k != "anyOf"}}, schema)
    if "$ref" in rule:
        rule = schema["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    words = [
        _range(rule.get("minimum", rule.get("exclusiveMinimum")), rule.get("maximum")),
        _range(rule.get("minItems"), rule.get("maxItems"), " items"),
        _range(rule.get("minLength"), rule.get("maxLength"), " characters"),
        " ".join(str(value) for value in rule.get("enum", ()) if value != ""),
        str(rule.get("const", "")),
        "a pattern" if "pattern" in rule else "",
    ]
    return ", ".join(filter(None, words))


def _range(low: Any, high: Any, unit: str = "") -> str:
    if high is None or abs(high) >= 2**63 - 1:
        return f"from {low}{unit}" if low and abs(low) < 2**63 - 1 else ""
    return f"{low or 0}–{high}{unit}" if low is not None else f"up to {high}{unit}"
