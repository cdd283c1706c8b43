"""Named conditions: none may stand for itself, by way of others."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from scalehook.template_engine.document import Document
from scalehook.template_engine.validation.problem import Problem

FIRST, EACH = ("Fn::If",), ("Fn::And", "Fn::Or", "Fn::Not")  # where a condition may stand by its name


def endless(document: Document) -> Iterator[Problem]:
    """A circle of conditions that name each other, if there is one."""
    names = document.conditions.keys()
    graph = {name: set(_named(value)) & names for name, value in document.conditions.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        circle = problem.args[1]
        yield Problem(("Conditions", circle[0]), f"conditions name each other: {', '.join(circle)}")


def _named(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as name:
                yield name
            case dict() as parts:
                for function, given in parts.items():
                    items = given if isinstance(given, list) else [given]
                    waiting += items if function in EACH else items[:1] if function in FIRST else []
                    waiting += [item for item in items if isinstance(item, dict | list)]
            case list() as items:
                waiting += [item for item in items if isinstance(item, dict | list)]
