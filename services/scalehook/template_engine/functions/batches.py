"""Functions that deal out work."""

from typing import Any

from scalehook.template_engine.functions.text import FunctionFailed


def calculate_batch(arguments: list[Any]) -> list[list[Any]]:
    """[number of batches or a list of their sizes, list]: the items in batches, as even as can be; the
    last of the sizes counts for all that follow.
    """
    batches, items = arguments
    if not isinstance(items, list):
        raise FunctionFailed("the items are no list")
    sizes = [int(size) for size in batches] if isinstance(batches, list) else _even(int(batches), items)
    if not sizes or min(sizes) < 1:
        raise FunctionFailed("a batch has at least one item")
    return _dealt(items, sizes) if items else []


def _even(number: int, items: list[Any]) -> list[int]:
    if number < 1:
        raise FunctionFailed("there is at least one batch")
    whole, rest = divmod(len(items), number)
    return [whole + 1] * rest + [max(whole, 1)]


def _dealt(items: list[Any], sizes: list[int]) -> list[list[Any]]:
    dealt, begin, waiting = [], 0, iter(sizes)
    size = sizes[0]
    while begin < len(items):
        size = next(waiting, size)
        dealt.append(items[begin : begin + size])
        begin += size
    return dealt
