"""Reads structures that a request gives as JSON, as strictly as those that it spells in parts."""

from collections.abc import Callable
from typing import Any

from scalehook_contracts.base import Part
from scalehook_contracts.plain import parse_json
from scalehook_contracts.shape import Field, shape
from scalehook_contracts.spelling import is_well_spelt


def json_text(given: Any) -> Any:
    """What a JSON text says; anything else is what it is already."""
    return parse_json(given) if isinstance(given, str) else given


def exactly(part: type[Part]) -> Callable[[Any], Any]:
    """Reads such a structure from JSON. A member that it does not have would be lost, and is refused; so
    is a number or a switch that a parameter of its own could not be.
    """
    fields = {field.alias: field for field in shape(part).fields}

    def read(given: Any) -> Any:
        found = json_text(given)
        members = found.items() if isinstance(found, dict) else ()
        if not all(name in fields and may_be(fields[name], value) for name, value in members):
            raise ValueError(f"no {part.__name__}")
        return found

    return read


def each_exactly(part: type[Part]) -> Callable[[Any], Any]:
    """Reads a list of such structures likewise. A member that is null is not there."""
    read_one = exactly(part)

    def read(given: Any) -> Any:
        found = json_text(given)
        return [read_one(_said(one)) for one in found] if isinstance(found, list) else found

    return read


def may_be(field: Field, value: Any) -> bool:
    """Whether a member of JSON can be this parameter: as a text, or as what JSON has for it. What is
    neither is not asked here.
    """
    return not isinstance(value, str | bool | int | float) or is_well_spelt(field, str(value))


def _said(one: Any) -> Any:
    if not isinstance(one, dict):
        return one
    return {name: value for name, value in one.items() if value is not None}
