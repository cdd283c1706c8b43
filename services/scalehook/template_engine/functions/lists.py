"""Functions on lists."""

from typing import Any

from scalehook.template_engine.functions.text import FunctionFailed, printed

LONGEST_SEPARATOR = 1024  # it comes back as often as there are items


def join(arguments: list[Any]) -> str:
    """[separator, list]."""
    separator, items = str(arguments[0]), listed(arguments[1])
    if len(separator) > LONGEST_SEPARATOR:
        raise FunctionFailed("the separator is too long")
    return separator.join(map(printed, items))


def split(arguments: list[Any]) -> list[str]:
    """[separator, text]."""
    separator, text = arguments
    return printed(text).split(printed(separator))


def select(arguments: list[Any]) -> Any:
    """[index or key, list or mapping]; an index may be given as text, a key as number or truth: keys of
    a mapping are texts.
    """
    key, items = arguments
    if not isinstance(items, dict):
        return listed(items)[int(key)]
    if printed(key) not in items:
        raise FunctionFailed(f"there is no {printed(key)}")
    return items[printed(key)]


def list_join(arguments: list[Any]) -> list[Any]:
    """[list, list …] in one."""
    lists = [each if isinstance(each, list) else [each] for each in listed(arguments)]
    return [item for items in lists for item in items]


def first(items: list[Any]) -> Any:
    """The first item."""
    return listed(items)[0]


def last(items: list[Any]) -> Any:
    """The last item."""
    return listed(items)[-1]


def range_select(arguments: list[Any]) -> list[Any]:
    """[from, to, list]: without the one at `to`; numbers below 0 count from the end."""
    begin, end, items = arguments
    return listed(items)[int(begin) : int(end)]


def listed(items: Any) -> list[Any]:
    """The list; FunctionFailed where it is none. A text is no list of letters, nor an object of keys."""
    if not isinstance(items, list):
        raise FunctionFailed("this is no list")
    return items
