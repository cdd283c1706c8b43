"""Calls of functions, each paid for by what goes in and what comes out."""

import math
from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.jq.functions import FILTERS, FORMATS, FUNCTIONS
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Call, Node
from scalehook.template_engine.jq.values import Path

COMPARING = {"contains", "index", "indices", "inside", "rindex"}  # each part with each of the other's
COMPARISON = 8  # units


def call(run: Running, node: Call, value: Any, path: Path | None) -> Iterator[Found]:
    """A filter gets its arguments as they are written, a function their values."""
    signature = node.name, len(node.arguments)
    if signature in FILTERS:
        return FILTERS[signature](run, node.arguments, value, path)
    if signature in FUNCTIONS:
        return _computed(run, node, value)
    return iter([(run.made(FORMATS[node.name](value)), None)])


def _computed(run: Running, node: Call, value: Any) -> Iterator[Found]:
    """A function of values: for every combination of its arguments."""

    def combined(arguments: tuple[Node, ...]) -> Iterator[tuple[Any, ...]]:
        if not arguments:
            yield ()
            return
        for last in run.values(arguments[-1], value):
            for first in combined(arguments[:-1]):
                yield (*first, last)

    function = FUNCTIONS[node.name, len(node.arguments)]
    for given in combined(node.arguments):
        sizes = [run.allowance.measure(part) for part in (value, *given)]  # which may be read as wholes
        if node.name in COMPARING:
            run.allowance.spend(COMPARISON * math.prod(sizes))
        yield run.made(function(value, *given)), None
