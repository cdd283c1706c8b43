"""Filters that choose between others."""

from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Alternative, If, Logic, Try
from scalehook.template_engine.jq.values import Path, is_true


def logic(run: Running, node: Logic, value: Any, path: Path | None) -> Iterator[Found]:
    """`and` and `or` look at the right only where the left does not settle it."""
    settles = node.operator == "or"
    for left in run.values(node.left, value):
        if is_true(left) == settles:
            yield settles, None
        else:
            yield from ((is_true(right), None) for right in run.values(node.right, value))


def alternative(run: Running, node: Alternative, value: Any, path: Path | None) -> Iterator[Found]:
    """What is true on the left, else the right."""
    some = False
    for found in run.found(node.left, value, path):
        if is_true(found[0]):
            some = True
            yield found
    if not some:
        yield from run.found(node.right, value, path)


def if_(run: Running, node: If, value: Any, path: Path | None) -> Iterator[Found]:
    """The branch for every condition that is found."""
    for condition in run.values(node.condition, value):
        yield from run.found(node.then if is_true(condition) else node.otherwise, value, path)


def try_(run: Running, node: Try, value: Any, path: Path | None) -> Iterator[Found]:
    """What the body finds up to an error, then the handler."""
    try:
        yield from run.found(node.body, value, path)
    except JqError as problem:
        if node.handler is not None:
            yield from run.found(node.handler, problem.value)
