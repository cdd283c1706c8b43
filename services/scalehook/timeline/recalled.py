"""A past of which the oldest part may be forgotten, as a garden."""

from scalehook.timeline.garden import Garden
from scalehook.timeline.node import Key, Node


class Recalled(Garden):
    """Each thing is also found by the ids of the later requests that had to do with it: set `flow`
    before an event is put in its place. What goes on, though its beginning is forgotten, stands alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flow = ""
        self._earlier: set[Key] = set()
        self._tokens: dict[Key, str] = {}

    def node(self, kind: str, name: str) -> Node:
        """The thing, and this event is about it."""
        node = super().node(kind, name)
        node.marks.add(self.flow)
        return node

    def known(self, kind: str, name: str) -> Node | None:
        """Likewise."""
        node = super().known(kind, name)
        if node is not None:
            node.marks.add(self.flow)
        return node

    def begun(self, kind: str, name: str) -> Node:
        """One of before what is known is a thing, too."""
        node = self.node(kind, name)
        if node.at is None:
            node.title = f"{kind} {name}, which began before what is still known"
            self._earlier.add(node.key)
        return node

    def around(self, kind: str, name: str) -> Node | None:
        """It has begun, too; None where the event is in nothing."""
        return self.begun(kind, name) if name else None

    def put_by_token(self, key: Key, token: str) -> None:
        """What it is the token of is seen when all is told."""
        self._tokens[key] = token

    def trees(self) -> list[Node]:
        """Whole trees."""
        for key, token in self._tokens.items():
            super().put_by_token(key, token)
        return super().trees()

    def _is_root(self, node: Node) -> bool:
        earlier = node.at is None and node.key in self._earlier
        return super()._is_root(node) or (earlier and not self._is_below(node))
