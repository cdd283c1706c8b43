"""Filters that make values which were not there before: each is paid for."""

from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.jq.arithmetic import operate
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.functions import FORMATS
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Array, Binary, Negate, Node, Object, Text
from scalehook.template_engine.jq.values import Path, kind, number, shown


def text(run: Running, node: Text, value: Any, path: Path | None) -> Iterator[Found]:
    """A text with what is put in, for every combination of what that finds."""

    def joined(parts: tuple[str | Node, ...]) -> Iterator[str]:
        if not parts:
            yield ""
            return
        for rest in joined(parts[1:]):
            if isinstance(parts[0], str):
                yield parts[0] + rest
            else:
                for found in run.values(parts[0], value):
                    yield run.made(FORMATS[node.style](found)) + rest

    for text in joined(node.parts):
        yield run.made(text), None


def array(run: Running, node: Array, value: Any, path: Path | None) -> Iterator[Found]:
    """Everything that the body finds, as a list."""
    yield run.made([] if node.body is None else list(run.values(node.body, value))), None


def object_(run: Running, node: Object, value: Any, path: Path | None) -> Iterator[Found]:
    """An object, for every combination of keys and values."""

    def built(entries: tuple[tuple[Node, Node], ...]) -> Iterator[dict[str, Any]]:
        if not entries:
            yield {}
            return
        key, content = entries[-1]
        for rest in built(entries[:-1]):
            for name in run.values(key, value):
                if not isinstance(name, str):
                    raise JqError(f"Object keys must be strings, not {shown(name)}")
                for found in run.values(content, value):
                    yield {**rest, name: found}

    for made in built(node.entries):
        yield run.made(made), None


def negate(run: Running, node: Negate, value: Any, path: Path | None) -> Iterator[Found]:
    """The numbers with the other sign."""
    for found in run.values(node.body, value):
        if kind(found) != "number":
            raise JqError(f"{shown(found)} cannot be negated")
        yield number(-found), None


def binary(run: Running, node: Binary, value: Any, path: Path | None) -> Iterator[Found]:
    """Arithmetic and comparisons, for every combination of both sides."""
    for right in run.values(node.right, value):
        for left in run.values(node.left, value):
            yield run.made(operate(node.operator, left, right, run.allowance)), None
