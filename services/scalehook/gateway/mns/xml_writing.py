"""Bodies of answers, in MNS's default namespace.

The strictest client reads them as a stream of nodes: behind an end tag it passes over the next node, and
it takes the properties of users to the document's end. So each tag that another tag follows has a line
break behind it, as in the documents, and properties come last.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from pydantic import BaseModel

from scalehook.gateway.xml_text import escaped, ordinary
from scalehook_contracts.shape import shape

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"
NAMESPACE = ' xmlns="http://mns.aliyuncs.com/doc/v1"'


class Piece(NamedTuple):
    """How one field of a model is written; `item` names the elements of a list."""

    field: str
    name: str
    opening: str
    closing: str
    item: str
    holds_parts: bool


class Form(NamedTuple):
    """How an object is written that has just these fields; `pick` finds the values that `text` has room
    for, in its order. None: some of them are structures, or there are none.
    """

    pieces: tuple[Piece, ...]
    text: str = ""
    pick: Callable[[dict[str, Any]], object] | None = None


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
    given = [name for name, value in values.items() if value or not _is_left_out(value)]
    form = _form(type(model), *given)
    if form.pick and ordinary("".join([value for value in values.values() if type(value) is str])):
        return form.text % form.pick(values)
    return "".join([_written(piece, values[piece.field]) for piece in form.pieces])


def _is_left_out(value: object) -> bool:
    return value is None or value == []


def _written(piece: Piece, value: Any) -> str:
    """One field that is not left out."""
    if piece.holds_parts:
        return _parted(piece, value)
    return f"{piece.opening}{escaped(value)}{piece.closing}"


def _parted(piece: Piece, value: Any) -> str:
    """A structure, or a list of them."""
    if not piece.item:
        return element(piece.name, fields(value))
    return element(piece.name, elements(piece.item, value))


@lru_cache(maxsize=1000)  # nearly all objects of a model have the same fields
def _form(model: type[BaseModel], *given: str) -> Form:
    """How these fields of it are written."""
    pieces = tuple(piece for piece in _pieces(model) if piece.field in given)
    if not pieces or any(piece.holds_parts for piece in pieces):
        return Form(pieces)
    text = "".join(f"{piece.opening}%s{piece.closing}" for piece in pieces)
    return Form(pieces, text, itemgetter(*[piece.field for piece in pieces]))


@cache
def _pieces(model: type[BaseModel]) -> tuple[Piece, ...]:
    """Texts in the order of the model, then lists in that of their names: the system's properties come
    before the user's.
    """
    ordered = sorted(shape(model).fields, key=lambda field: field.alias if field.is_list else "")
    return tuple(
        Piece(
            field.name,
            field.alias,
            f"\n<{field.alias}>",
            f"</{field.alias}>",
            field.item,
            field.has_parts,
        )
        for field in ordered
    )
