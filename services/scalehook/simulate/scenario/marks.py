"""Where in a file something is."""

from scalehook.kit.documents import Mapping, Mark, Node, Sequence


def mark_of(node: Node, path: tuple[int | str, ...]) -> Mark:
    """Where it is; what is missing is where it should be."""
    for part in path:
        if isinstance(node, Mapping) and str(part) in node.values:
            node = node.values[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return node.mark
