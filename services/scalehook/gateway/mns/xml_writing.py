"""Bodies of answers, in MNS's default namespace."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from scalehook.gateway.xml_text import escaped, ordinary
from scalehook_contracts.shape import shape

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
NAMESPACE = ' xmlns="http://mns.aliyuncs.com/doc/v1"'


class Piece(NamedTuple):
    """How one field of a model is written: `item` names the elements of a list."""

    field: str
    name: str
    opening: str
    closing: str
    item: str


def document(root: str, content: str) -> bytes:
    """A whole document."""
    return (DECLARATION + element(root, content, NAMESPACE)).encode()


def element(name: str, content: str, attributes: str = "") -> str:
    """An element with what stands in it already."""
    return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"


def text(name: str, value: str) -> str:
    """An element with that text."""
    return f"<{name}>{escaped(value)}</{name}>"


def elements(name: str, models: Iterable[BaseModel]) -> str:
    """One element for each model."""
    return "".join([element(name, fields(model)) for model in models])


def fields(model: BaseModel) -> str:
    """An element for each field; None and empty lists stay out, as clients choke on empty elements."""
    values = model.__dict__
    texts = "".join([value for value in values.values() if type(value) is str])
    spell = str if ordinary(texts) else escaped
    written = []
    for field, name, opening, closing, item in _pieces(type(model)):
        value = values[field]
        if value is None:
            continue
        if not item:
            written.append(f"{opening}{spell(value)}{closing}")
        elif value:
            written.append(element(name, elements(item, value)))
    return "".join(written)


@cache
def _pieces(model: type[BaseModel]) -> tuple[Piece, ...]:
    return tuple(
        Piece(field.name, field.alias, f"<{field.alias}>", f"</{field.alias}>", field.item)
        for field in shape(model).fields
    )
