"""A tree for a terminal, or for a file."""

from collections.abc import Iterable
from datetime import datetime
from io import StringIO

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from scalehook.kit.one_line import one_line
from scalehook.timeline.node import Node
from scalehook.timeline.showing.words import told, went_wrong

ENDLESS = 1_000_000  # columns: a file has no edge at which lines are cut
AWAITED, GOOD, BAD = "bold yellow", "green", "red"


def as_tree(root: Node, now: datetime) -> Tree:
    """A line for each node."""
    tree = Tree(_line(root, now))
    _grow(tree, root, now)
    return tree


def as_text(roots: Iterable[Node], now: datetime) -> str:
    """The same for a file: lines are as long as they are."""
    written = StringIO()
    console = Console(file=written, width=ENDLESS, highlight=False, color_system=None)
    for root in roots:
        console.print(as_tree(root, now), soft_wrap=True)
    return written.getvalue().rstrip()


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
