"""A garden of trees that grow while things happen, and what in it has come to its end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scalehook.kit.traces import Context, parsed
from scalehook.timeline import Garden, Node
from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import BEGINNINGS
from scalehook.timeline.growing import PLACES
from scalehook.timeline.node import Key
from scalehook.tracing.bounded import Bounded
from scalehook.tracing.seen import Seen

MOST = 10_000  # things that are remembered, be they over or not
MOST_MOMENTS = 128  # of a thing, as of any span of OpenTelemetry


@dataclass(slots=True)
class Grown:
    """A thing: when it was seen to begin and to end (real, in nanoseconds), and what led to it, where a
    message said so. What has left is told once, `unfinished` where the stack has ended before it.
    """

    node: Node
    began: int
    origin: Context | None
    ended: int = 0
    left: bool = False
    unfinished: bool = False
    moments: list[tuple[Node, int]] = field(default_factory=list)


class Growth(Garden):
    """Bounded: of what is never over, the oldest is forgotten."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self._nodes = Bounded(most)
        self._above = Bounded(3 * most, self._displaced)  # what has a place before it comes, too
        self._first = Bounded(most)
        self._grown: Bounded[Key, Grown] = Bounded(most)
        self._below: dict[Key, dict[Key, None]] = {}  # the same from above
        self._touched: list[Grown] = []
        self._seen: Seen | None = None

    def add(self, seen: Seen, fact: Fact) -> list[Grown]:
        """Something has happened: what has come to its end by it."""
        self._seen = seen
        self._touched.clear()
        PLACES[fact.type](fact, self)
        return [grown for touched in list(self._touched) for grown in self._over(touched)]

    def node(self, kind: str, name: str) -> Node:
        """The thing, which has something to do with what happens."""
        node = super().node(kind, name)
        self._touch(node)
        return node

    def known(self, kind: str, name: str) -> Node | None:
        """Likewise."""
        node = super().known(kind, name)
        if node is not None:
            self._touch(node)
        return node

    def moment(self, above: Node | None, fact: Fact, title: str, who: str = "") -> None:
        """Kept beside the thing: nothing of these is a tree's."""
        grown = None if above is None else self._grown.get(above.key)
        if grown is not None and self._seen is not None and len(grown.moments) < MOST_MOMENTS:
            moment = Node(("moment", ""), title, fact.at, who=who)
            grown.moments.append((moment, self._seen.real))

    def put(self, key: Key, above: Key) -> None:
        """It belongs below that, and nowhere else."""
        if key == above:
            return
        before = self._above.get(key, above)
        if before != above:
            self._displaced(key, before)
        self._below.setdefault(above, {})[key] = None
        super().put(key, above)

    def unfinished(self, real: int) -> list[Grown]:
        """All that is still under way, with nothing left behind: the stack ends at this real time."""
        found = [each for each in self._grown.values() if not each.left and each.node.at is not None]
        for each in found:
            each.left = each.unfinished = True
            each.ended = real if each.node.lasts or not each.moments else each.moments[-1][1]
        return found

    def above(self, grown: Grown) -> Grown | None:
        """What it belongs below."""
        return self._grown.get(self._above.get(grown.node.key, grown.node.key))

    def root(self, grown: Grown) -> Grown | None:
        """What its tree begins with; None for what is in no tree, and of no trace."""
        key, passed = grown.node.key, set[Key]()
        while (above := self._above.get(key, key)) in self._grown and above not in passed:
            passed.add(above)
            key = above
        found = self._grown[key]
        return found if found.node.kind in BEGINNINGS or found.origin else None

    def _displaced(self, key: Key, above: Key) -> None:
        """It is not below that any more."""
        below = self._below.get(above, {})
        below.pop(key, None)
        if not below:
            self._below.pop(above, None)

    def _touch(self, node: Node) -> None:
        seen = self._seen
        assert seen is not None
        grown = self._grown.get(node.key)
        if grown is None or grown.node is not node:
            grown = self._grown[node.key] = Grown(node, seen.real, parsed(seen.about.trace))
        self._touched.append(grown)

    def _over(self, grown: Grown) -> Iterator[Grown]:
        """It, if it is over; and all below it that has no end of its own, if the whole tree is."""
        node, seen = grown.node, self._seen
        assert seen is not None
        if node.lasts and node.ended_at is not None:
            if not grown.left:
                grown.left, grown.ended = True, seen.real
                yield grown
                yield from self._without_end(grown)
        elif not node.lasts and not grown.left and self._is_over(grown):
            grown.left, grown.ended = True, seen.real
            yield grown

    def _without_end(self, grown: Grown) -> Iterator[Grown]:
        for key in list(self._below.get(grown.node.key, ())):
            below = self._grown.get(key)
            if below is not None and not below.node.lasts and not below.left:
                below.left = True
                below.ended = below.moments[-1][1] if below.moments else below.began
                yield below
                yield from self._without_end(below)

    def _is_over(self, grown: Grown) -> bool:
        above = self.above(grown)
        return above is not None and above is not grown and above.left
