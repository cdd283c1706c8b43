"""Other values in the place of a scenario's own: what a sweep changes."""

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from scalehook.kit.documents import BadDocument, Mapping, Node, Scalar, Sequence

SECTIONS = (
    "scalehook", "name", "seeds", "horizon", "warm_up", "stack", "settings", "fleet", "load",
    "consumers", "outside", "faults", "limits",
)  # fmt: skip
WITH_DEFAULTS = ("settings", "fleet", "outside", "faults", "limits")
HOOKS_PARAMETERS = ("heartbeat_timeout", "default_result")
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
        raise BadDocument(f"{file}: there is nothing at {override.path}{_near(root, way, last)}")
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
    if way and way[0] in WITH_DEFAULTS and way[0] not in root.values:
        root.keys[way[0]] = root.mark
        root.values[way[0]] = Mapping(root.mark, {}, {})
    node: Node | None = root
    for part in way:
        node = _inside(node, part)
    if isinstance(node, Mapping) and (way or last in SECTIONS):
        yield node


def _near(root: Mapping, way: list[str], last: str) -> str:
    """The name that is meant, where the path goes wrong."""
    if not way:
        return _meant(last, [*SECTIONS, *HOOKS_PARAMETERS])
    if HOOKS_OWN.fullmatch(last) and len(way) == 1:
        return _meant(way[0], [name for hook in hooks_of(root) if (name := _name(hook))])
    node: Node | None = root
    for part in way:
        inside = _inside(node, part)
        if inside is None:
            return _meant(part, _names(node))
        node = inside
    return ""


def _meant(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    if close:
        return f": did you mean {close[0]}?"
    return f": there are {', '.join(dict.fromkeys(known))}" if known else ""


def _names(node: Node | None) -> list[str]:
    if isinstance(node, Mapping):
        return list(node.values)
    return [name for each in _items(node) if (name := _name(each))]


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
