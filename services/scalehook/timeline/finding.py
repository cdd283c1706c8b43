"""Trees are found by what is in them: by an id, or by its beginning."""

from collections.abc import Collection, Sequence

from scalehook.timeline.node import Node


def ids_meant(roots: Sequence[Node], wanted: str) -> list[str]:
    """The id itself, where something has it; else all that begin with it."""
    marks = {mark for root in roots for node in root.walk() for mark in node.marks}
    if wanted in marks:
        return [wanted]
    return sorted(mark for mark in marks if mark.startswith(wanted) and "/" not in mark)


def mentioning(roots: Sequence[Node], ids: Collection[str]) -> list[Node]:
    """Those in which something has one of these ids."""
    return [root for root in roots if any(root.mentions(each) for each in ids)]
