"""Parameters of APIs that a template names in parts: an item of a list by its number, a part of a
structure. In requests these have dots (`Tag.1.Key`, `SystemDisk.Size`), in templates they may lack them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from scalehook_contracts.shape import Field, shape

ITEM = re.compile(r"([0-9]{1,4})(.*)")
Place = tuple[str | int, ...]  # names as the documents have them, items by their number


def place_of(name: str, fields: Iterable[Field]) -> Place:
    """Where in these fields the name leads, in any letter case; empty where it leads nowhere."""
    return _place(name.lower().replace(".", ""), fields)


def put_together(given: Mapping[str, Any], parts: Mapping[Place, Any]) -> dict[str, Any]:
    """The parameters with those that came in parts; items stand in the order of their numbers."""
    whole: dict[Any, Any] = dict(given)
    for place, value in parts.items():
        _put(whole, place, value)
    touched = {place[0] for place in parts}
    return {str(name): _listed(value) if name in touched else value for name, value in whole.items()}


def _place(name: str, fields: Iterable[Field]) -> Place:
    for field in fields:
        for spelling in {field.alias.lower(), field.item.lower()} - {""}:
            if field.has_parts and name.startswith(spelling):
                found = _below(name.removeprefix(spelling), field)
                if found is not None:
                    return (field.alias, *found)
    return ()


def _below(rest: str, field: Field) -> Place | None:
    """Where in the field the rest of a name leads; None where it leads nowhere."""
    if not field.is_list:
        return _inside(rest, field)
    item = ITEM.fullmatch(rest)
    if item is None:
        return None
    inner = _inside(item[2], field) if item[2] else ()
    return None if inner is None else (int(item[1]), *inner)


def _inside(rest: str, field: Field) -> Place | None:
    fields = shape(field.model).fields if field.model else ()
    for each in fields:
        if rest == each.alias.lower():
            return (each.alias,)
    return _place(rest, fields) or None


def _put(whole: dict[Any, Any], place: Place, value: Any) -> None:
    name, *others = place
    if not others:
        whole[name] = value
        return
    inner = whole.get(name)
    if isinstance(inner, list):  # given as a whole, too
        inner = dict(enumerate(inner, 1))
    whole[name] = dict(inner) if isinstance(inner, dict) else {}
    _put(whole[name], tuple(others), value)


def _listed(value: Any) -> Any:
    """What is numbered is a list."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(name, int) for name in value):
        return [_listed(value[number]) for number in sorted(value)]
    return {name: _listed(item) for name, item in value.items()}
