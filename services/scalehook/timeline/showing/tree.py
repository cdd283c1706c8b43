"""A tree for a terminal, or for a file."""

from datetime import datetime

from rich.text import Text
from rich.tree import Tree

from scalehook.kit.one_line import one_line
from scalehook.timeline.node import Node
from scalehook.timeline.showing.words import told, went_wrong

AWAITED, GOOD, BAD = "bold yellow", "green", "red"


def as_tree(root: Node, now: datetime) -> Tree:
    """A line for each node."""
    tree = Tree(_line(root, now))
    _grow(tree, root, now)
    return tree


def _grow(tree: Tree, node: Node, now: datetime) -> None:
    for each in node.below:
        _grow(tree.add(_line(each, now)), each, now)


def _line(node: Node, now: datetime) -> Text:
    line = Text(f"{node.at:%H:%M:%S} " if node.at else "         ", style="dim")
    line.append(one_line(node.title), style="bold" if node.lasts else "")
    if said := told(node, now):
        line.append(f"  {one_line(said)}", style=_style(node))
    return line


def _style(node: Node) -> str:
    if node.awaited:
        return AWAITED
    return BAD if went_wrong(node) else GOOD
