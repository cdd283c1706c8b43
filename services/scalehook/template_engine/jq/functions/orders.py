"""Sorting and grouping, by themselves or by what a filter says of the items."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Identity, Node
from scalehook.template_engine.jq.values import Path, order, shown

Pairs = list[tuple[Any, Any]]  # what is sorted by, and the item


def _ordering(finish: Callable[[Pairs], Any]) -> Any:
    """A filter that sorts the items of its input and makes something of them."""

    def ordered(
        run: Running, arguments: tuple[Node, ...], value: Any, path: Path | None
    ) -> Iterator[Found]:
        if not isinstance(value, list):
            raise JqError(f"{shown(value)} cannot be sorted, as it is not an array")
        by = arguments[0] if arguments else Identity()
        run.allowance.measure(value, times=8)
        keyed = [([order(key) for key in run.values(by, item)], item) for item in value]
        keyed.sort(key=lambda pair: pair[0])
        result = finish(keyed)
        run.allowance.measure(result)
        yield result, None

    return ordered


def _groups(keyed: Pairs) -> list[list[Any]]:
    return [[item for _, item in group] for _, group in groupby(keyed, key=lambda pair: pair[0])]


def _last_of_the_largest(keyed: Pairs) -> Any:
    return keyed[-1][1] if keyed else None


def _first_of_the_smallest(keyed: Pairs) -> Any:
    return keyed[0][1] if keyed else None


FILTERS: dict[tuple[str, int], Any] = {
    ("group_by", 1): _ordering(_groups),
    ("max", 0): _ordering(_last_of_the_largest),
    ("max_by", 1): _ordering(_last_of_the_largest),
    ("min", 0): _ordering(_first_of_the_smallest),
    ("min_by", 1): _ordering(_first_of_the_smallest),
    ("sort", 0): _ordering(lambda keyed: [item for _, item in keyed]),
    ("sort_by", 1): _ordering(lambda keyed: [item for _, item in keyed]),
    ("unique", 0): _ordering(lambda keyed: [group[0] for group in _groups(keyed)]),
    ("unique_by", 1): _ordering(lambda keyed: [group[0] for group in _groups(keyed)]),
}
