"""The parameters of a request: query and form together, flattened lists put together again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from pydantic import BaseModel

from scalehook.gateway.http import HttpRequest
from scalehook.kit.api.operations import OperationType, refuse_unsupported
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.shape import Field, shape

FORM = "application/x-www-form-urlencoded"
MOST_PARAMETERS = 2000
DEEPEST = 8

Tree = dict[str, Any]


def query_of(request: HttpRequest) -> dict[str, str]:
    """The parameters of the query, blank ones too: they are signed."""
    return _parsed(request.query)


def form_of(request: HttpRequest) -> dict[str, str]:
    """The parameters of the body, if it is a form."""
    if not request.headers.get("content-type", "").lower().startswith(FORM):
        return {}
    try:
        return _parsed(request.body.decode())
    except UnicodeDecodeError as problem:
        raise InvalidParameter(name="body") from problem


def _parsed(text: str) -> dict[str, str]:
    try:
        return dict(
            parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict")
        )
    except ValueError as problem:
        raise InvalidParameter(name="query") from problem


def assemble(cls: OperationType, pairs: Mapping[str, str]) -> Tree:
    """The operation's parameters as a tree. Unknown ones and blank ones are left out; documented ones
    that are not simulated are refused.
    """
    given = [(name, value) for name, value in pairs.items() if value != ""]
    refuse_unsupported(cls, (name.partition(".")[0] for name, _ in given))
    return _tree(cls, given, 0)


def _tree(model: type[BaseModel], pairs: list[tuple[str, str]], depth: int) -> Tree:
    if depth > DEEPEST:
        raise InvalidParameter(name=pairs[0][0])
    known = shape(model)
    tree: Tree = {}
    parts: dict[Field, list[tuple[str, str]]] = {}
    for name, value in pairs:
        head, dot, rest = name.partition(".")
        if dot and (field := known.parted(head)) is not None:
            parts.setdefault(field, []).append((rest, value))
        elif not dot and (field := known.whole(head)) is not None:
            tree[field.alias] = value
    for field, nested in parts.items():
        make = _items if field.is_list else _part
        tree[field.alias] = make(field, nested, depth)
    return tree


def _items(field: Field, pairs: list[tuple[str, str]], depth: int) -> list[Any]:
    """`1.Key`, `2` … as a list in order of the indexes; they may have gaps."""
    items: dict[int, list[tuple[str, str]]] = {}
    for name, value in pairs:
        index, _, rest = name.partition(".")
        if not (index.isascii() and index.isdecimal() and len(index) < 6):
            raise InvalidParameter(name=f"{field.alias}.{name}")
        items.setdefault(int(index), []).append((rest, value))
    return [_part(field, items[index], depth) for index in sorted(items)]


def _part(field: Field, pairs: list[tuple[str, str]], depth: int) -> Any:
    if field.model is not None:
        return _tree(field.model, pairs, depth + 1)
    return pairs[-1][1]
