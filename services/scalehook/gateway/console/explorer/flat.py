"""Parameters as a query spells them: `Name.1.Key=…`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from scalehook_contracts.plain import Plain
from scalehook_contracts.shape import Field, shape


def flat(
    model: type[BaseModel], values: Mapping[str, Plain], by_item: bool
) -> Iterator[tuple[str, str]]:
    """Lists and structures in parts, where they are spelt so, and else as JSON; null is left out. With
    `by_item` lists have the names of their items, as the older APIs want them.
    """
    known = shape(model).whole
    for name, value in values.items():
        field = known.get(name)
        if field is None or not field.has_parts or not isinstance(value, dict | list):
            yield from _whole(name, value)
        else:
            head = field.item if by_item and field.is_list else name
            yield from _parts(head, field, value, by_item)


def _parts(name: str, field: Field, value: Any, by_item: bool) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _parts(f"{name}.{number}", field, each, by_item)
    elif isinstance(value, dict) and field.model is not None:
        for key, each in flat(field.model, value, by_item):
            yield f"{name}.{key}", each
    else:
        yield from _whole(name, value)


def _whole(name: str, value: Plain) -> Iterator[tuple[str, str]]:
    if value is not None:
        yield name, text_of(value)


def text_of(value: Plain) -> str:
    """One value as a request has it."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
