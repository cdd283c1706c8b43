"""Operations made from declarations: contracts like others, with fields for parameters and answers."""

from typing import Any, cast

from pydantic import Field, create_model
from pydantic.alias_generators import to_snake

from scalehook_contracts.base import Done, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import Plain, PlainObject
from scalehook_contracts.products import Product
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.declaration import (
    Attribute,
    Call,
    Changes,
    Declaration,
    Describes,
    Kind,
    Shows,
    ShowsAdmitted,
)

PACKAGE = "scalehook_contracts.resource_provider"


def built(declaration: Declaration) -> list[type[ResourceOperation[Any]]]:
    """All its operations, once for each product."""
    return [_operation(call, each) for each in declaration.products for call in declaration.calls]


def _operation(call: Call, product: Product) -> type[ResourceOperation[Any]]:
    """Its name on the wire has the product in it: two may have one of the same name."""
    place = f"{PACKAGE}.{product.name.lower().replace('-', '_')}.{to_snake(call.name)}"
    base = cast(Any, ResourceOperation)[_answer(call, place)]
    fields: dict[str, Any] = {each.python_name: each.as_field(place) for each in call.parameters}
    made = create_model(call.name, __base__=base, __module__=place, __doc__=call.about, **fields)
    operation = cast(type[ResourceOperation[Any]], made)
    operation.product, operation.call, operation.unsupported = product, call, frozenset(call.refused)
    return operation


def _answer(call: Call, place: str) -> type[Reply]:
    fields = _answer_fields(call, place)
    if not fields:
        return Done
    about = f"What {call.name} answers."
    return create_model(f"{call.name}Answer", __base__=Reply, __module__=place, __doc__=about, **fields)


def _answer_fields(call: Call, place: str) -> dict[str, Any]:
    verb = call.verb
    if isinstance(verb, Describes):
        attributes = [_attribute(call.kind, name) for name in shown(call.kind, verb)]
        nests = [Attribute(name, [], nested.item) for name, nested in verb.nests.items()]
        item = _item(call, place, attributes + nests)
        return _pages(verb) | _list_of(verb.items, verb.item, item)
    if isinstance(verb, ShowsAdmitted):
        item = _item(call, place, [Attribute(name) for name in verb.names])
        flat = {to_snake(verb.flat): (str, Field("", alias=verb.flat))} if verb.flat else {}
        return flat | _list_of(verb.items, verb.item, item)
    answers = getattr(verb, "answers", {})
    if isinstance(verb, Changes):  # what is said back is a text
        return dict(_field(Attribute(name), name) for name in answers)
    kind = getattr(verb, "leaves", None) or call.kind
    fields = dict(_field(_attribute(kind, source), name) for name, source in answers.items())
    if isinstance(verb, Shows):
        fields |= dict(_field(Attribute(name), name) for name in verb.texts)
    return fields


def shown(kind: Kind, verb: Describes) -> tuple[str, ...]:
    """The attributes that a list shows."""
    return verb.shown or (kind.id, *(each.name for each in kind.attributes))


def _attribute(kind: Kind, name: str) -> Attribute:
    return next((each for each in kind.attributes if each.name == name), Attribute(name))


def _item(call: Call, place: str, attributes: list[Attribute]) -> type[Part]:
    fields: dict[str, Any] = dict(_field(each, each.name) for each in attributes)
    about = f"One of what {call.name} answers."
    return create_model(f"{call.name}Item", __base__=Part, __module__=place, __doc__=about, **fields)


def _field(attribute: Attribute, name: str) -> tuple[str, Any]:
    default = attribute.default
    if attribute.item:
        return to_snake(name), (list[Plain], Listed(attribute.item, alias=name))
    if isinstance(default, bool):
        return to_snake(name), (bool, Field(default, alias=name))
    if isinstance(default, int):
        return to_snake(name), (Int64, Field(default, alias=name))
    if isinstance(default, str):
        return to_snake(name), (str, Field("", alias=name))
    return to_snake(name), (Plain, Field(None, alias=name))


def _list_of(items: str, item: str, model: type[Part]) -> dict[str, Any]:
    return {to_snake(items): (list[model], Listed(item, alias=items))}  # type: ignore[valid-type]  # made


def _pages(verb: Describes) -> dict[str, Any]:
    if verb.paging == "numbers":
        names = ("TotalCount", "PageNumber", "PageSize")
        return {to_snake(name): (Int64, Field(0, alias=name)) for name in names}
    page: dict[str, Any] = {"page": (PlainObject, Field(default_factory=dict, alias="page"))}
    return page if verb.paging == "page" else {}
