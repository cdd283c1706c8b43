"""What can be said of a program before it runs."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.functions import FILTERS, FORMATS, FUNCTIONS
from scalehook.template_engine.jq.syntax import Call, Node, Pipe, Text

DEEPEST = 100  # each level needs a few of Python's frames


def check(program: Node) -> None:
    """JqError when it is nested too deep, or calls what is not simulated."""
    waiting: list[tuple[Any, int]] = [(program, 1)]
    while waiting:
        part, depth = waiting.pop()
        if depth > DEEPEST:
            raise JqError("nested too deep")
        _check_names(part)
        waiting.extend(_below(part, depth))


def _check_names(part: Any) -> None:
    match part:
        case Call(name, arguments):
            signature = name, len(arguments)
            if signature in FILTERS or signature in FUNCTIONS or (name in FORMATS and not arguments):
                return
            raise JqError(f"{name}/{len(arguments)} is not simulated")
        case Text(_, style) if style not in FORMATS:
            raise JqError(f"{style} is not simulated")


def _below(part: Any, depth: int) -> Iterator[tuple[Any, int]]:
    if isinstance(part, tuple):
        yield from ((item, depth) for item in part)
    elif isinstance(part, Pipe):
        yield from ((stage, depth + number) for number, stage in enumerate(part.stages, 1))
    elif is_dataclass(part):
        yield from ((getattr(part, field.name), depth + 1) for field in fields(part))
