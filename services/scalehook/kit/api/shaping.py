"""Replies in the shape that the documents give to a product's answers: by documented names, None stays
out, and where a product wraps its lists, each is in an object that has its item's name:
`{"Instances": {"Instance": [...]}}`.
"""

from collections.abc import Callable
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeGuard

from pydantic import BaseModel
from pydantic_core import CoreSchema, SchemaSerializer
from pydantic_core import core_schema as schemas

from scalehook.kit.api.lasting import PageWriter
from scalehook_contracts.base import Part, Reply
from scalehook_contracts.shape import Field, shape

Writer = Callable[[Any], bytes]


def shaped(reply: Reply, wrapped: bool) -> dict[str, Any]:
    """The reply as plain data."""
    body: dict[str, Any] = _serializer(type(reply), wrapped).to_python(
        reply, mode="json", by_alias=True, exclude_none=True
    )
    return body


def shaped_json(reply: Reply, wrapped: bool) -> bytes:
    """The reply as JSON."""
    return _writer(type(reply), wrapped)(reply)


@cache
def _writer(model: type[Reply], wrapped: bool) -> Writer:
    """Of a page of things that last, each is written once."""
    last = next(reversed(shape(model).fields), None)
    if last is None or not last.is_list or not _lasts(last.model):
        return _write(model, wrapped)
    rest = partial(_write(model, wrapped), exclude={last.name})
    return PageWriter(last, wrapped, rest, _write(last.model, wrapped))


def _lasts(model: type[BaseModel] | None) -> TypeGuard[type[Part]]:
    return model is not None and issubclass(model, Part) and model.lasting


def _write(model: type[BaseModel], wrapped: bool) -> Callable[..., bytes]:
    return partial(_serializer(model, wrapped).to_json, by_alias=True, exclude_none=True)


@cache
def _serializer(model: type[BaseModel], wrapped: bool) -> SchemaSerializer:
    return SchemaSerializer(_wrapping(model)) if wrapped else model.__pydantic_serializer__


def _wrapping(model: type[BaseModel]) -> CoreSchema:
    """How pydantic is to write a model's fields. As a model's schema it would not do: the model's own
    serializer is taken for that.
    """
    fields = {
        field.name: schemas.typed_dict_field(_wrapping_field(field), serialization_alias=field.alias)
        for field in shape(model).fields
    }
    return _written_as(attrgetter("__dict__"), schemas.typed_dict_schema(fields))


def _wrapping_field(field: Field) -> CoreSchema:
    """What has no parts is known by its value; a structure around a bare list has its item's name."""
    item = schemas.any_schema() if field.model is None else _wrapping(field.model)
    if not field.is_list:
        return item
    if field.is_bare:
        return schemas.list_schema(item)
    lists = schemas.dict_schema(values_schema=schemas.list_schema(item))
    return _written_as(lambda items: {field.item: items}, lists)


def _written_as(change: Callable[[Any], Any], result: CoreSchema) -> CoreSchema:
    writing = schemas.plain_serializer_function_ser_schema(change, return_schema=result)
    return schemas.any_schema(serialization=writing)
