"""Which test proves an operation: the first that asks for it, end to end before in a unit."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scalehook_contracts.base import Message
from support.trees import nodes

TESTS = Path(__file__).parents[2]
ORDER = ("e2e", "integration", "unit")
WORD = re.compile(r"\w+")
SUPPORT = re.compile(r"from (support\.[\w.]+) import")


def place_of(cls: type[Message]) -> str:
    """Its owner, and the package of its owner's that it is in: its name on the wire, without its own."""
    return cls.wire_name().rpartition(".")[0]


def proof(action: str, owner: str) -> str | None:
    """`e2e/test_x.py::test_y`; None when nothing proves it. A name that several products have must be
    asked for beside its owner's.
    """
    spelt = {action, f"{action}Request", _sdk_name(action)}
    places = sorted({place for name in spelt for place in _places().get(name, ())})
    tests = (_tests()[place] for place in places)
    return next((test[0] for test in tests if _is_about(test, action, owner)), None)


Test = tuple[str, frozenset[str], str]
SHARED = frozenset(
    {"TagResources", "UntagResources", "ListTagResources", "DescribeRegions", "ModifyInstanceAttribute"}
)
HINTS = {
    "resource_provider.vpc": ("resource_provider",),
    "fleet": ("ecs", "Ecs", "fleet"),
    "scaling_controller": ("ess", "Ess", "scaling"),
}
WORDS = {"template_engine": "oos", "access_control": "ram"}  # what an SDK's models are imported as


APART = "control_plane"  # has operations of the same names as its owner's other API


def _is_about(test: Test, action: str, owner: str) -> bool:
    if owner.startswith("message_service") and (APART in test[0]) != (APART in owner):
        return False
    hinted = any(hint in test[2] for hint in HINTS.get(owner, (owner,)))
    return action not in SHARED or hinted or WORDS.get(owner) in test[1]


def _sdk_name(action: str) -> str:
    """`AttachDBInstances` is `attach_dbinstances` in the SDKs; `attach_vserver_groups` likewise."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", action).lower()


@cache
def _places() -> dict[str, list[int]]:
    """Which tests have a word."""
    places: dict[str, list[int]] = {}
    for place, (_, words, _) in enumerate(_tests()):
        for word in words:
            places.setdefault(word, []).append(place)
    return places


@cache
def _tests() -> list[Test]:
    paths = (path for folder in ORDER for path in sorted((TESTS / folder).rglob("test_*.py")))
    return [test for path in paths for test in _in(path)]


def _in(path: Path) -> Iterator[Test]:
    text = path.read_text()
    helpers = _supporting(text) | _functions(path)
    imports = " ".join(line for line in text.splitlines() if "import" in line)
    for name, words in _functions(path).items():
        if name.startswith("test_"):
            used = words.union(*(helpers[word] for word in words & helpers.keys() if word != name))
            yield f"{path.relative_to(TESTS)}::{name}", used, f"{path} {imports} {' '.join(used)}"


def _supporting(text: str) -> dict[str, frozenset[str]]:
    """The functions of the support modules that a test imports, by their names."""
    found: dict[str, frozenset[str]] = {}
    for module in SUPPORT.findall(text):
        path = TESTS.joinpath(*module.split(".")).with_suffix(".py")
        found |= _functions(path) if path.exists() else {}
    return found


@cache
def _functions(path: Path) -> dict[str, frozenset[str]]:
    """The words of each, by its name."""
    text = path.read_text()
    lines = text.split("\n")
    return {
        node.name: frozenset(WORD.findall("\n".join(lines[node.lineno - 1 : node.end_lineno])))
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
