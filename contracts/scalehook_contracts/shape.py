"""A contract's fields under all names that they have: asked once, used by all."""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

ITEM = "x-item"  # the key under which a field's schema keeps the name of its items
BARE = "x-bare"  # the key that says that a list is never wrapped in an object
PROTOCOL = "x-protocol"  # the key of a field that the protocol fills in
BLANK = "x-blank"  # the key that says that an empty text is a value of its own


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in Python and in the documents, and what it holds.

    `item` is the name of a list's items on the wire, empty for anything else; `model` is the structure
    that the field, or each of its items, is; `plain` is `int`, `float` or `bool` where it is one.
    `takes_blank`: an empty text is not the same as none. `is_bare`: no version of an API wraps the list.
    `is_protocols`: it is no parameter, but something that the protocol says of every call.
    """

    name: str
    alias: str
    item: str
    model: type[BaseModel] | None
    plain: type[float] | None = None
    takes_blank: bool = False
    is_bare: bool = False
    is_protocols: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it is a list that is documented item by item."""
        return bool(self.item)

    @property
    def has_parts(self) -> bool:
        """Whether a request spells it in parts: `Name.1`, `Name.Key`."""
        return self.is_list or self.model is not None


@dataclass(frozen=True)
class Shape:
    """The fields of one model, in order."""

    fields: tuple[Field, ...]

    @cached_property
    def parameters(self) -> tuple[Field, ...]:
        """The fields that are an operation's own."""
        return tuple(field for field in self.fields if not field.is_protocols)

    @cached_property
    def of_protocol(self) -> tuple[Field, ...]:
        """The fields that the protocol fills in."""
        return tuple(field for field in self.fields if field.is_protocols)

    @cached_property
    def whole(self) -> dict[str, Field]:
        """The fields as a request spells them, value and all: `ScalingGroupName=web`."""
        return _by_spelling(self.fields)

    @cached_property
    def parted(self) -> dict[str, Field]:
        """The fields as a request spells them in parts: `InstanceId.1=i-1` is one of `InstanceIds`."""
        return _by_spelling(self.with_parts)

    @cached_property
    def blanks(self) -> frozenset[str]:
        """The spellings of fields for which an empty text is a value."""
        return frozenset(name for name, field in self.whole.items() if field.takes_blank)

    @cached_property
    def with_parts(self) -> tuple[Field, ...]:
        """The fields that hold lists and structures."""
        return tuple(field for field in self.fields if field.has_parts)


@cache
def shape(model: type[BaseModel]) -> Shape:
    """The model's shape; worked out once."""
    return Shape(tuple(_field(name, info) for name, info in model.model_fields.items()))


def spellings(field: Field) -> Iterator[tuple[str, int]]:
    """The field's names in requests and their ranks: the documented one comes before its item's, and
    both before those with the first letter in the other case (`LifecycleHookId`, `lifecycleHookId`).
    """
    for rank, name in enumerate(filter(None, (field.alias, field.item))):
        yield name, rank
        yield name[0].swapcase() + name[1:], rank + 2


def _by_spelling(fields: tuple[Field, ...]) -> dict[str, Field]:
    """A field's own name is never shadowed by the name of another one's items."""
    ranked = [(rank, name, field) for field in fields for name, rank in spellings(field)]
    ranked.sort(key=lambda claim: claim[0], reverse=True)
    return {name: field for _, name, field in ranked}


def _field(name: str, info: FieldInfo) -> Field:
    extra = info.json_schema_extra
    said = extra if isinstance(extra, dict) else {}
    item = str(said.get(ITEM, ""))
    return Field(
        name,
        alias=info.serialization_alias or info.alias or name,
        item=item,
        model=_model_in(info.annotation),
        plain=_plain_in(info.annotation),
        takes_blank=BLANK in said,
        is_bare=BARE in said,
        is_protocols=PROTOCOL in said,
    )


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in (list, types.UnionType, typing.Union):
        found = [_model_in(argument) for argument in typing.get_args(annotation)]
        return next((model for model in found if model is not None), None)
    return None


def _plain_in(annotation: Any) -> type[float] | None:
    """Annotated numbers, optional ones and lists of them, too."""
    if annotation in (bool, int, float):
        return cast(type[float], annotation)
    found = map(_plain_in, typing.get_args(annotation))
    return next((plain for plain in found if plain is not None), None)
