"""jq's own functions, by name and number of arguments. A new one is a function and a line in its
module's table.

A function of values gets the input and the values of its arguments; a filter gets the arguments as
they are written.
"""

from collections.abc import Callable, Iterator
from typing import Any

from scalehook.template_engine.jq.functions import (
    filters,
    formats,
    lists,
    objects,
    orders,
    regular_expressions,
    scalars,
    texts,
)
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Node
from scalehook.template_engine.jq.values import Path

Filter = Callable[[Running, tuple[Node, ...], Any, Path | None], Iterator[Found]]

FUNCTIONS: dict[tuple[str, int], Callable[..., Any]] = (
    scalars.FUNCTIONS | texts.FUNCTIONS | lists.FUNCTIONS | objects.FUNCTIONS
)
FILTERS: dict[tuple[str, int], Filter] = filters.FILTERS | orders.FILTERS | regular_expressions.FILTERS
FORMATS: dict[str, Callable[[Any], str]] = formats.FORMATS

__all__ = ["FILTERS", "FORMATS", "FUNCTIONS", "is_function"]


def is_function(name: str) -> bool:
    """Whether a program can call it without arguments."""
    return (name, 0) in FILTERS or (name, 0) in FUNCTIONS
