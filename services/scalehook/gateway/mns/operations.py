"""Operations, made of what a request says."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from scalehook.kit.api.operations import OperationType, build
from scalehook_contracts.base import Operation
from scalehook_contracts.shape import Field, shape
from scalehook_contracts.spelling import is_well_spelt


def made(cls: OperationType, said: Mapping[str, Any]) -> Operation[Any]:
    """The operation; the documented error for a parameter that is missing or cannot be read."""
    misspelt = _misspelt(cls, said)
    if misspelt:
        raise cls.invalid(name=cls.known_as(misspelt))
    return build(cls, said)


def _misspelt(model: type[BaseModel], said: Mapping[str, Any]) -> str:
    """The first number or switch that somebody could read otherwise; empty where there is none."""
    spelt = _spelt(model)
    if spelt.keys().isdisjoint(said):
        return ""
    for name, value in said.items():
        field = spelt.get(name)
        if field is None:
            continue
        if type(value) is str:
            if field.plain is not None and not is_well_spelt(field, value.strip()):
                return field.alias
        elif field.model is not None and (inner := _misspelt_within(field.model, value)):
            return inner
    return ""


@cache
def _spelt(model: type[BaseModel]) -> dict[str, Field]:
    """The fields, as documents spell them, that can be spelt wrongly, or have parts that can."""
    whole = shape(model).whole.items()
    return {name: field for name, field in whole if field.plain is not None or field.model is not None}


def _misspelt_within(model: type[BaseModel], value: Any) -> str:
    """Of a structure, or the first of a list of them."""
    parts = value if isinstance(value, list) else [value]
    found = (_misspelt(model, part) for part in parts if isinstance(part, dict))
    return next(filter(None, found), "")
