"""Functions on lists."""

from typing import Any

from scalehook.template_engine.functions.text import FunctionFailed, printed

LONGEST_SEPARATOR = 1024  # it comes back as often as there are items


def join(arguments: list[Any]) -> str:
    """[separator, list]."""
    separator, items = str(arguments[0]), arguments[1]
    if len(separator) > LONGEST_SEPARATOR:
        raise FunctionFailed("the separator is too long")
    return separator.join(map(printed, items))


def split(arguments: list[Any]) -> list[str]:
    """[separator, text]."""
    separator, text = arguments
    return printed(text).split(printed(separator))


def select(arguments: list[Any]) -> Any:
    """[index or key, list or mapping]; an index may be given as text."""
    key, items = arguments
    return items[int(key)] if isinstance(items, list) else items[key]


def list_join(arguments: list[Any]) -> list[Any]:
    """[list, list …] in one."""
    return [item for items in arguments for item in (items if isinstance(items, list) else [items])]


def first(items: list[Any]) -> Any:
    """The first item."""
    return _list(items)[0]


def last(items: list[Any]) -> Any:
    """The last item."""
    return _list(items)[-1]


def range_select(arguments: list[Any]) -> list[Any]:
    """[from, to, list]: without the one at `to`; numbers below 0 count from the end."""
    begin, end, items = arguments
    return _list(items)[int(begin) : int(end)]


def _list(items: Any) -> list[Any]:
    if not isinstance(items, list):
        raise FunctionFailed("this is no list")
    return items
