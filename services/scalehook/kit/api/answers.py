"""Replies in the shape that a product's answers have."""

import types
import typing
from functools import cache
from typing import Any

from pydantic import BaseModel

from scalehook_contracts.base import ItemName, Reply


def answer(reply: Reply, wrapped: bool) -> dict[str, Any]:
    """The reply by documented names; None stays out. `wrapped` puts each list into an object that
    has its item's name: `{"Instances": {"Instance": [...]}}`.
    """
    body = reply.model_dump(mode="json", by_alias=True, exclude_none=True)
    if wrapped:
        _wrap(body, type(reply))
    return body


def item_names(model: type[BaseModel]) -> dict[str, str]:
    """The names of the items of the model's lists, by the lists' documented names."""
    return {name: item for name, item, _ in _plan(model) if item}


def _wrap(body: dict[str, Any], model: type[BaseModel]) -> None:
    for name, item, nested in _plan(model):
        value = body.get(name)
        if value is None:
            continue
        if nested is not None:
            for part in value if isinstance(value, list) else [value]:
                _wrap(part, nested)
        if item:
            body[name] = {item: value}


@cache
def _plan(model: type[BaseModel]) -> list[tuple[str, str, type[BaseModel] | None]]:
    """Documented name, item name (empty: no wrapped list) and model of the parts that matter."""
    plan = []
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        item = str(extra[ItemName]) if isinstance(extra, dict) and ItemName in extra else ""
        nested = _model_in(field.annotation)
        if item or nested is not None:
            plan.append((field.serialization_alias or field.alias or name, item, nested))
    return plan


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in (list, types.UnionType, typing.Union):
        found = [_model_in(argument) for argument in typing.get_args(annotation)]
        return next((model for model in found if model is not None), None)
    return None
