"""Functions on conditions."""

import json
from typing import Any

from scalehook.template_engine.functions.lists import listed
from scalehook_contracts.plain import NotPlain, parse_json


def _printed(value: Any) -> Any:
    """Official templates compare `"false"` with `false` and `"0"` with `0`: by what is printed. Lists
    and objects keep their form, whatever they hold is printed.
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case list():
            return [_printed(item) for item in value]
        case dict():
            return {key: _printed(item) for key, item in value.items()}
        case _:
            return str(value)


def _read(text: str) -> Any:
    """The list or object that the text is the JSON of, printed; else the text."""
    if not text.lstrip().startswith(("[", "{")):
        return text
    try:
        return _printed(parse_json(text))
    except NotPlain:
        return text


def as_printed(value: Any) -> str:
    """The same text for all values that print the same."""
    printed = _printed(value)
    return json.dumps(_read(printed) if isinstance(printed, str) else printed, sort_keys=True)


def is_true(value: Any) -> bool:
    """The truth of a condition: `false` as text is false too."""
    return value.lower() == "true" if isinstance(value, str) else bool(value)


def equals(arguments: list[Any]) -> bool:
    """[a, b]: whether both print the same."""
    one, other = arguments
    first, second = _printed(one), _printed(other)
    if isinstance(first, str) is isinstance(second, str):
        return bool(first == second)
    read = [_read(value) if isinstance(value, str) else value for value in (first, second)]
    return bool(read[0] == read[1])


def choose(arguments: list[Any]) -> Any:
    """[condition, a, b]."""
    condition, one, other = arguments
    return one if is_true(condition) else other


def negate(argument: Any) -> bool:
    """Not the condition."""
    return not is_true(argument[0] if isinstance(argument, list) else argument)


def all_of(arguments: list[Any]) -> bool:
    """Whether all conditions hold."""
    return all(map(is_true, listed(arguments)))


def any_of(arguments: list[Any]) -> bool:
    """Whether one condition holds."""
    return any(map(is_true, listed(arguments)))
