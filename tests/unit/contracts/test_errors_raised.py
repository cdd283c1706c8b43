"""Errors where they are made: whoever makes one says all that its message leaves open."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import scalehook_contracts.errors as tree
from scalehook_contracts.errors import ApiError
from support.documents import ROOT
from support.trees import nodes

SOURCES = [*(ROOT / "contracts").rglob("*.py"), *(ROOT / "services").rglob("*.py")]


def left_open(error: type[ApiError]) -> set[str]:
    """`{"method"}` of `This path does not take the method {method}.`"""
    return {name for _, name, _, _ in Formatter().parse(error.__doc__ or "") if name}


def errors_in(path: Path) -> dict[str, type[ApiError]]:
    """The errors that a file imports, by the names that they have there."""
    taken = [
        (each.asname or each.name, node.module, each.name)
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(tree.__name__)
        for each in node.names
    ]
    found = {own: getattr(importlib.import_module(str(module)), name) for own, module, name in taken}
    return {
        own: error
        for own, error in found.items()
        if isinstance(error, type) and issubclass(error, ApiError)
    }


def unsaid(path: Path) -> Iterator[str]:
    """Calls without a message of their own that leave a placeholder empty: these cannot be answered."""
    errors = errors_in(path)
    for node in nodes(path) if errors else ():
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.args:
            continue
        said = {keyword.arg for keyword in node.keywords}
        error = errors.get(node.func.id)
        if error is not None and None not in said and not left_open(error) <= said:
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.func.id}"


def test_messages_are_whole() -> None:
    """Nothing stays open in the message of an error that is made by its name."""
    assert [each for path in SOURCES for each in unsaid(path)] == []
