"""Refuses what no journal could keep, before anybody is asked to."""

import math
from typing import Any

from pydantic import BaseModel

from scalehook.kit.api.plain import LARGEST, NotPlain, check_plain
from scalehook_contracts.base import Operation


def check_keepable(operation: Operation[Any]) -> None:
    """The operation's documented error for the first parameter that cannot be written and read again.

    Texts were decoded strictly, or parsed as XML: they are UTF-8.
    """
    for name, value in vars(operation).items():
        if not _is_keepable(value):
            field = type(operation).model_fields[name]
            raise operation.invalid(name=field.alias or name)


def _is_keepable(value: Any) -> bool:
    if value is None or isinstance(value, str | bool):
        return True
    if isinstance(value, int):
        return abs(value) <= LARGEST
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list | tuple):
        return all(map(_is_keepable, value))
    if isinstance(value, BaseModel):
        return all(map(_is_keepable, vars(value).values()))
    return not isinstance(value, dict) or _is_plain(value)


def _is_plain(value: dict[str, Any]) -> bool:
    try:
        check_plain(value)
    except NotPlain:
        return False
    return True
