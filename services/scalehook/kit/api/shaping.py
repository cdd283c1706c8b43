"""Replies in the shape that the documents give to a product's answers."""

from typing import Any

from pydantic import BaseModel

from scalehook_contracts.base import Reply
from scalehook_contracts.shape import shape


def shaped(reply: Reply, wrapped: bool) -> dict[str, Any]:
    """The reply by documented names; None stays out. `wrapped` puts each list into an object that
    has its item's name: `{"Instances": {"Instance": [...]}}`.
    """
    body = reply.model_dump(mode="json", by_alias=True, exclude_none=True)
    if wrapped:
        _wrap(body, type(reply))
    return body


def _wrap(body: dict[str, Any], model: type[BaseModel]) -> None:
    for field in shape(model).with_parts:
        value = body.get(field.alias)
        if value is None:
            continue
        if field.model is not None:
            for part in value if isinstance(value, list) else [value]:
                _wrap(part, field.model)
        if field.is_list:
            body[field.alias] = {field.item: value}
