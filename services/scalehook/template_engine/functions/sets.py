"""Functions on lists as sets: each item once, in the order of its first place."""

import json
from typing import Any

from scalehook.template_engine.functions.lists import listed


def union(lists: list[list[Any]]) -> list[Any]:
    """What is in one of them."""
    return list(_all(lists).values())


def intersection(lists: list[list[Any]]) -> list[Any]:
    """What is in all of them."""
    keys = [set(_all([items])) for items in lists]
    return [item for key, item in _all(lists).items() if all(key in each for each in keys)]


def difference(lists: list[list[Any]]) -> list[Any]:
    """What is in one of them, but not in all."""
    keys = [set(_all([items])) for items in lists]
    return [item for key, item in _all(lists).items() if not all(key in each for each in keys)]


def _all(lists: list[list[Any]]) -> dict[str, Any]:
    """By their JSON."""
    found: dict[str, Any] = {}
    for item in (item for each in listed(lists) for item in listed(each)):
        found.setdefault(json.dumps(item, sort_keys=True), item)
    return found
