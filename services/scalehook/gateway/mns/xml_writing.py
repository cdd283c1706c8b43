"""Bodies of answers, in MNS's default namespace.

The strictest client reads them as a stream of nodes: behind an end tag it passes over the next node, and
it takes the properties of users to the document's end. So each tag that another tag follows has a line
break behind it, as in the documents, and properties come last.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from scalehook.gateway.xml_text import escaped, ordinary
from scalehook_contracts.shape import shape

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"
NAMESPACE = ' xmlns="http://mns.aliyuncs.com/doc/v1"'


class Parts(NamedTuple):
    """How structures are written; `item` names the elements of a list of them."""

    name: str
    item: str


Piece = tuple[str, str, str, Parts | None]  # a field, what stands around its text; or it has no text


def document(root: str, content: str) -> bytes:
    """A whole document."""
    return (DECLARATION + element(root, content, NAMESPACE)).encode()


def element(name: str, content: str, attributes: str = "") -> str:
    """An element with the elements that stand in it already."""
    return f"\n<{name}{attributes}>{content}\n</{name}>" if content else f"\n<{name}{attributes}/>"


def text(name: str, value: str) -> str:
    """An element with that text."""
    return f"\n<{name}>{escaped(value)}</{name}>"


def elements(name: str, models: Iterable[BaseModel]) -> str:
    """One element for each model."""
    return "".join([element(name, fields(model)) for model in models])


def fields(model: BaseModel) -> str:
    """An element for each field; None and empty lists stay out, as clients choke on empty elements."""
    values = model.__dict__
    texts = "".join([value for value in values.values() if type(value) is str])
    is_ordinary = ordinary(texts)
    written = []
    for field, opening, closing, parts in _pieces(type(model)):
        value = values[field]
        if value is None:
            continue
        if parts is not None:
            if value:  # no empty list
                written.append(_parted(parts, value))
        elif is_ordinary:
            written.append(f"{opening}{value}{closing}")
        else:
            written.append(f"{opening}{escaped(value)}{closing}")
    return "".join(written)


def _parted(parts: Parts, value: Any) -> str:
    """A structure, or a list of them."""
    return element(parts.name, elements(parts.item, value) if parts.item else fields(value))


@cache
def _pieces(model: type[BaseModel]) -> tuple[Piece, ...]:
    """Texts in the order of the model, then lists in that of their names: the system's properties come
    before the user's.
    """
    ordered = sorted(shape(model).fields, key=lambda field: field.alias if field.is_list else "")
    return tuple(
        (
            field.name,
            f"\n<{field.alias}>",
            f"</{field.alias}>",
            Parts(field.alias, field.item) if field.has_parts else None,
        )
        for field in ordered
    )
