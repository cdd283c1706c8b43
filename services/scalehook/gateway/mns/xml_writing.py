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
    plain, others = _pieces(type(model))
    if not ordinary("".join(map(str, values.values()))):
        plain, others = (), plain + others
    written = [
        f"{opening}{value}{closing}"
        for field, opening, closing, _ in plain
        if (value := values[field]) is not None
    ]
    for field, opening, closing, parts in others:
        value = values[field]
        if parts is not None:
            if value:  # neither None nor an empty list
                written.append(_parted(parts, value))
        elif value is not None:
            written.append(f"{opening}{escaped(value)}{closing}")
    return "".join(written)


def _parted(parts: Parts, value: Any) -> str:
    """A structure, or a list of them."""
    return element(parts.name, elements(parts.item, value) if parts.item else fields(value))


@cache
def _pieces(model: type[BaseModel]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Texts in the order of the model, then lists in that of their names: the system's properties come
    before the user's. Texts before the first structure are apart: mostly they are all.
    """
    ordered = sorted(shape(model).fields, key=lambda field: field.alias if field.is_list else "")
    pieces = tuple(
        (
            field.name,
            f"\n<{field.alias}>",
            f"</{field.alias}>",
            Parts(field.alias, field.item) if field.has_parts else None,
        )
        for field in ordered
    )
    first = next((at for at, piece in enumerate(pieces) if piece[3] is not None), len(pieces))
    return pieces[:first], pieces[first:]
