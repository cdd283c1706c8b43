"""Python files as trees, each parsed once for all who look at it."""

import ast
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """Of the file as it is now."""
    return ast.parse(path.read_text())


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of the file's tree."""
    return tuple(ast.walk(tree(path)))
