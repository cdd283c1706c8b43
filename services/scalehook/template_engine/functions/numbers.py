"""Functions on numbers; text may stand for one."""

from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.functions.lists import listed
from scalehook.template_engine.functions.text import FunctionFailed
from scalehook.template_engine.selectors import select_all

Number = int | float


def smallest(items: list[Any]) -> Number:
    """The least of the list."""
    return min(map(number, listed(items)))


def largest(items: list[Any]) -> Number:
    """The greatest of the list."""
    return max(map(number, listed(items)))


def total(items: list[Any]) -> Number:
    """All of the list added up."""
    return sum(map(number, listed(items)))


def evaluate(arguments: Any, allowance: Allowance) -> Number:
    """["-7 * 24"], or the text alone: what the calculation comes to. It is written as in jq."""
    [text] = arguments if isinstance(arguments, list) else [arguments]
    results = select_all(str(text), None, allowance)
    if len(results) != 1:
        raise FunctionFailed("this is no calculation")
    return number(results[0])


def number(value: Any) -> Number:
    """The number that it is, or that the text stands for."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise FunctionFailed(f"{value!r} is no number")
    if isinstance(value, int):
        return value
    found = float(value)
    return int(found) if found.is_integer() else found
