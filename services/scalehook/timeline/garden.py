"""Where nodes are made and put below one another, in whatever order events tell of them."""

from datetime import datetime

from scalehook.timeline.fact import Fact
from scalehook.timeline.node import Key, Node

BEGINNINGS = frozenset(("activity", "execution", "topic message"))  # what may stand alone


class Garden:
    """Nodes by key. What was put below something that never came, and has no beginning of its own, is
    in no tree.
    """

    def __init__(self) -> None:
        self._nodes: dict[Key, Node] = {}
        self._above: dict[Key, Key] = {}
        self._first: dict[tuple[str, str], Key] = {}  # of a flow, the latest of each kind
        self._moments = 0

    def node(self, kind: str, name: str) -> Node:
        """The thing; a new one when nothing was known of it."""
        key = (kind, name)
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = Node(key, marks={name})
        return found

    def known(self, kind: str, name: str) -> Node | None:
        """The thing, if something is known of it."""
        return self._nodes.get((kind, name))

    def begun(self, kind: str, name: str) -> Node | None:
        """The thing, which an event goes on with: it has begun, be that still known or not."""
        return self.known(kind, name)

    def around(self, kind: str, name: str) -> Node | None:
        """What the thing of an event is in. Whoever has seen it begin has its place already: None."""
        return None

    def begin(self, kind: str, name: str, fact: Fact, title: str, at: datetime | None = None) -> Node:
        """Something that lasts has begun."""
        node = self.node(kind, name)
        node.title, node.at, node.lasts = title, at or fact.at, True
        node.marks.add(fact.request)
        self._first[fact.request, kind] = node.key
        return node

    def moment(self, above: Node | None, fact: Fact, title: str, who: str = "") -> None:
        """Something has happened to a thing."""
        if above is not None:
            self._moments += 1
            above.below.append(Node(("moment", str(self._moments)), title, fact.at, who=who))

    def put(self, key: Key, above: Key) -> None:
        """It belongs below that, whether anything is known of the two or not."""
        if key != above:
            self._above[key] = above

    def put_by_token(self, key: Key, token: str) -> None:
        """It belongs below the notification of the action that has this token, or below the delivery."""
        self.put(key, ("notification" if self.known("action", token) else "delivery", token))

    def put_in_flow(self, node: Node, fact: Fact, *kinds: str) -> None:
        """It belongs below what its request has brought about last, of the first kind that there is."""
        for kind in kinds:
            key = self._first.get((fact.request, kind))
            if key is not None and key != node.key and node.key not in self._above:
                self.put(node.key, key)
                return

    def trees(self) -> list[Node]:
        """Whole trees, the oldest first; below a node everything in order of time."""
        for key, above in self._above.items():
            if key in self._nodes and above in self._nodes:
                self._nodes[above].below.append(self._nodes[key])
        roots = [node for node in self._nodes.values() if self._is_root(node)]
        for root in roots:
            for node in root.walk():
                node.below.sort(key=_time)
        return sorted(roots, key=_time)

    def _is_root(self, node: Node) -> bool:
        return node.kind in BEGINNINGS and node.at is not None and not self._is_below(node)

    def _is_below(self, node: Node) -> bool:
        return self._above.get(node.key) in self._nodes


def _time(node: Node) -> float:
    return node.at.timestamp() if node.at is not None else 0.0
