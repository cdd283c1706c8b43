"""Functions on conditions."""

from typing import Any


def _printed(value: Any) -> str:
    """Official templates compare `"false"` with `false` and `"0"` with `0`: by what is printed."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_true(value: Any) -> bool:
    """The truth of a condition: `false` as text is false too."""
    return value.lower() == "true" if isinstance(value, str) else bool(value)


def equals(arguments: list[Any]) -> bool:
    """[a, b]: whether both print the same."""
    one, other = arguments
    return _printed(one) == _printed(other)


def choose(arguments: list[Any]) -> Any:
    """[condition, a, b]."""
    condition, one, other = arguments
    return one if is_true(condition) else other


def negate(argument: Any) -> bool:
    """Not the condition."""
    return not is_true(argument[0] if isinstance(argument, list) else argument)


def all_of(arguments: list[Any]) -> bool:
    """Whether all conditions hold."""
    return all(map(is_true, arguments))


def any_of(arguments: list[Any]) -> bool:
    """Whether one condition holds."""
    return any(map(is_true, arguments))
