"""Other values in the place of a scenario's own: what a sweep changes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scalehook.kit.documents import BadDocument, Mapping, Node, Scalar, Sequence

HOOKS_OWN = re.compile(r"[a-z_]*timeout|default_result")


class Override(NamedTuple):
    """`path` is of keys and names, with dots: `consumers.worker.concurrency`. The name of a hook's
    parameter, alone or behind a hook's name, is meant for hooks.
    """

    path: str
    value: str


def overridden(root: Mapping, override: Override, file: str) -> None:
    """The document says so from now on."""
    *way, last = override.path.split(".")
    places = list(_places(root, way, last))
    if not places:
        raise BadDocument(f"{file}: there is nothing at {override.path}")
    for place in places:
        mark = place.keys.get(last, place.mark)
        place.values[last] = Scalar(mark, override.value)
        place.keys[last] = mark


def _places(root: Mapping, way: list[str], last: str) -> Iterator[Mapping]:
    if len(way) <= 1 and HOOKS_OWN.fullmatch(last):
        for hook in hooks_of(root):
            if not way or _name(hook) == way[0]:
                yield hook
        return
    node: Node | None = root
    for part in way:
        node = _inside(node, part)
    if isinstance(node, Mapping):
        yield node


def hooks_of(root: Mapping) -> Iterator[Mapping]:
    """All of the stack's."""
    for group in _items(_inside(_inside(root, "stack"), "groups")):
        for hook in _items(_inside(group, "hooks")):
            if isinstance(hook, Mapping):
                yield hook


def _inside(node: Node | None, part: str) -> Node | None:
    if isinstance(node, Mapping):
        return node.values.get(part)
    return next((each for each in _items(node) if _name(each) == part), None)


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Sequence) else []


def _name(node: Node) -> str | None:
    found = node.values.get("name") if isinstance(node, Mapping) else None
    return found.value if isinstance(found, Scalar) else None
