"""Functions on numbers, constants, and values of any kind."""

import math
import re
from collections.abc import Callable
from typing import Any

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.values import as_json, as_text, is_true, kind, number, shown
from scalehook_contracts.plain import NotPlain, parse_json

NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")


def _length(value: Any) -> Any:
    match value:
        case None:
            return 0
        case bool():
            raise JqError(f"{shown(value)} has no length")
        case int() | float():
            return number(abs(value))
    return len(value)


def _tonumber(value: Any) -> Any:
    if kind(value) == "number":
        return value
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise JqError(f"{shown(value)} cannot be parsed as a number")
    short = value.strip()
    return int(short) if re.fullmatch(r"-?[0-9]{1,18}", short) else number(float(short))


def _toboolean(value: Any) -> bool:
    if value in ("true", "false") or isinstance(value, bool):
        return value in ("true", True)
    raise JqError(f"{shown(value)} cannot be parsed as a boolean")


def _fromjson(value: Any) -> Any:
    if not isinstance(value, str):
        raise JqError(f"{shown(value)} cannot be parsed as JSON")
    try:
        return parse_json(value)
    except NotPlain as problem:
        raise JqError(f"{shown(value)}: {problem}") from problem


def _rounded(how: Callable[[float], float]) -> Callable[[Any], Any]:
    def function(value: Any) -> Any:
        if kind(value) != "number":
            raise JqError(f"{shown(value)} number required")
        return number(how(value))

    return function


def _round(value: float) -> float:
    return math.copysign(math.floor(abs(value) + 0.5), value)


def _root(value: float) -> float:
    return math.sqrt(value) if value >= 0 else math.nan


FUNCTIONS: dict[tuple[str, int], Callable[..., Any]] = {
    ("abs", 0): _rounded(abs),
    ("ceil", 0): _rounded(math.ceil),
    ("fabs", 0): _rounded(abs),
    ("floor", 0): _rounded(math.floor),
    ("fromjson", 0): _fromjson,
    ("length", 0): _length,
    ("not", 0): lambda value: not is_true(value),
    ("round", 0): _rounded(_round),
    ("sqrt", 0): _rounded(_root),
    ("toboolean", 0): _toboolean,
    ("tojson", 0): as_json,
    ("tonumber", 0): _tonumber,
    ("tostring", 0): as_text,
    ("type", 0): kind,
}
