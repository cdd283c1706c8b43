"""The parameters of a request: query and form together, flattened lists put together again."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from pydantic import BaseModel

from scalehook.gateway.http import HttpRequest
from scalehook.kit.api.operations import OperationType
from scalehook_contracts.base import ItemName
from scalehook_contracts.errors.common import InvalidParameter

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
    """The operation's parameters as a tree. Unknown ones and blank ones are left out."""
    return _tree(cls, [(name, value) for name, value in pairs.items() if value != ""], 0)


def _tree(model: type[BaseModel], pairs: list[tuple[str, str]], depth: int) -> Tree:
    if depth > DEEPEST:
        raise InvalidParameter(name=pairs[0][0])
    known = _fields(model)
    tree: Tree = {}
    parts: dict[str, list[tuple[str, str]]] = {}
    for name, value in pairs:
        head, dot, rest = name.partition(".")
        if head not in known:
            continue
        alias, _, _ = known[head]
        if dot:
            parts.setdefault(alias, []).append((rest, value))
        else:
            tree[alias] = value
    for alias, nested in parts.items():
        _, is_list, inner = known[alias]
        tree[alias] = _items(alias, inner, nested, depth) if is_list else _part(inner, nested, depth)
    return tree


def _items(
    alias: str, inner: type[BaseModel] | None, pairs: list[tuple[str, str]], depth: int
) -> list[Any]:
    """`1.Key`, `2` … as a list in order of the indexes; they may have gaps."""
    items: dict[int, list[tuple[str, str]]] = {}
    for name, value in pairs:
        index, _, rest = name.partition(".")
        if not (index.isascii() and index.isdecimal() and len(index) < 6):
            raise InvalidParameter(name=f"{alias}.{name}")
        items.setdefault(int(index), []).append((rest, value))
    return [_part(inner, items[index], depth) for index in sorted(items)]


def _part(inner: type[BaseModel] | None, pairs: list[tuple[str, str]], depth: int) -> Any:
    if inner is not None:
        return _tree(inner, pairs, depth + 1)
    return pairs[-1][1]


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[str, bool, type[BaseModel] | None]]:
    """Documented name, whether it is a list, and the model of its items, by all names in use:
    the documented one, its item's (`InstanceId.1` for `InstanceIds`), and either with the first
    letter in the other case (`LifecycleHookId` for `lifecycleHookId`).
    """
    found: dict[str, tuple[str, bool, type[BaseModel] | None]] = {}
    for name, field in model.model_fields.items():
        alias = field.alias or name
        extra = field.json_schema_extra
        item = str(extra[ItemName]) if isinstance(extra, dict) and ItemName in extra else ""
        entry = (alias, bool(item), _model_in(field.annotation))
        for spelling in filter(None, (alias, item)):
            found.setdefault(spelling, entry)
            found.setdefault(spelling[0].swapcase() + spelling[1:], entry)
    return found


def _model_in(annotation: Any) -> type[BaseModel] | None:
    for candidate in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None
