"""Which test proves a feature: the one that has it in its text, and as little else as can be."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from support.template_features.features import Group, groups

TESTS = Path(__file__).parents[2]
FOLDERS = ("unit/template_engine", "e2e")
TEMPLATES = re.compile(
    r"ACS::|Fn::|oos\.template|Tasks: "
)  # what has none of these is about another thing
WORD = re.compile(r"\w+")


def proof(group: Group, name: str) -> str | None:
    """`unit/x/test_y.py::test_z`; None when no test has it."""
    found = [(len(_all_in(text)), test) for test, text in _tests().items() if _has(text, group, name)]
    return min(found)[1] if found else None


def _has(text: str, group: Group, name: str) -> bool:
    if not _words(name) & _words(text):
        return False
    return re.search(_pattern(group.before + name), text) is not None


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text)) - {"ACS", "Fn"}


@cache
def _pattern(spelt: str) -> str:
    """A function stands in tables of tests without what it begins with."""
    plain = rf"(?<![\w:]){re.escape(spelt)}(?!\w)" if not spelt.endswith(":") else re.escape(spelt)
    bare = spelt.removeprefix("Fn::")
    return plain if bare == spelt else rf'{plain}|\("{re.escape(bare)}",'


@cache
def _all_in(text: str) -> frozenset[str]:
    return frozenset(name for group in groups() for name in group.names if _has(text, group, name))


@cache
def _tests() -> dict[str, str]:
    """The text of each test with its decorators, and that of the constants and helpers that it names."""
    paths = [path for folder in FOLDERS for path in sorted((TESTS / folder).glob("test_oos*.py"))]
    paths += sorted((TESTS / "e2e").glob("test_official_sdks.py"))
    return dict(test for path in paths for test in _in(path))


def _in(path: Path) -> Iterator[tuple[str, str]]:
    source = path.read_text()
    tree, named = ast.parse(source), dict[str, str]()
    for node in tree.body:
        text = _text(node, source)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            named[node.name] = text
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for name in WORD.findall(ast.unparse(target)):
                    named[name] = text
    for name, text in named.items():
        if name.startswith("test_"):
            whole = "\n".join(_used(text, named, {name}))
            if TEMPLATES.search(whole):
                yield f"{path.relative_to(TESTS)}::{name}", whole


def _used(text: str, named: dict[str, str], seen: set[str]) -> Iterator[str]:
    """The text, and whatever it names, and so on."""
    yield text
    for word in sorted(set(WORD.findall(text)) & named.keys() - seen):
        if not word.startswith("test_"):
            seen.add(word)
            yield from _used(named[word], named, seen)


def _text(node: ast.stmt, source: str) -> str:
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return "\n".join(source.split("\n")[first - 1 : node.end_lineno])
