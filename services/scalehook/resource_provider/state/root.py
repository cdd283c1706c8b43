"""The root of the state."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit.catching_up import Knowledge
from scalehook.resource_provider.state.resources import Resource
from scalehook_contracts.resource_provider.operations import KINDS

Mark = tuple[str, str, Any]  # of which kind, which attribute, and its value


@dataclass
class State:
    """Resources by kind and id, in the order in which they came; and which ECS instances there are, as
    far as they are known: somebody has to ask first.
    `marks`, the ids of a kind that have a value, and `ordered`, ids in the order of the alphabet where
    their kind wants it, follow from them.
    """

    resources: dict[str, dict[str, Resource]] = field(default_factory=dict)
    instances: dict[str, bool] = field(default_factory=dict)
    knowledge: Knowledge = "none"

    def __post_init__(self) -> None:
        if self.instances and self.knowledge == "none":
            self.knowledge = "all"  # of an older version, which noted each
        self.marks: dict[Mark, dict[str, None]] = {}
        for resource in (each for kind in self.resources.values() for each in kind.values()):
            self._mark(resource)
        self.ordered = {name: sorted(self.of(name)) for name, kind in KINDS.items() if kind.in_order}

    def of(self, kind: str) -> dict[str, Resource]:
        """All of a kind."""
        return self.resources.get(kind, {})

    def find(self, kind: str, resource_id: str) -> Resource | None:
        """The one with this id."""
        return self.of(kind).get(resource_id)

    def marked(self, kind: str, attribute: str, value: Any) -> dict[str, None]:
        """The ids of those that are found by this value."""
        return self.marks.get((kind, attribute, value), {})

    def beginning(self, kind: str, start: str, after: str) -> Iterator[Resource]:
        """Those whose ids begin so, from the first that comes after this one on, in order."""
        ids = self.ordered[kind]
        for place in range(max(bisect_left(ids, start), bisect_right(ids, after)), len(ids)):
            if not ids[place].startswith(start):
                return
            yield self.resources[kind][ids[place]]

    def put(self, resource: Resource) -> None:
        """One more."""
        self.resources.setdefault(resource.kind_name, {})[resource.resource_id] = resource
        if resource.kind.in_order:
            insort(self.ordered[resource.kind_name], resource.resource_id)
        self._mark(resource)

    def change(self, resource: Resource, values: dict[str, Any]) -> None:
        """It has other values."""
        self._unmark(resource)
        resource.values |= values
        self._mark(resource)

    def drop(self, resource: Resource) -> None:
        """One less."""
        self._unmark(resource)
        if resource.kind.in_order:
            ids = self.ordered[resource.kind_name]
            del ids[bisect_left(ids, resource.resource_id)]
        del self.resources[resource.kind_name][resource.resource_id]

    def _mark(self, resource: Resource) -> None:
        for mark in _marks(resource):
            self.marks.setdefault(mark, {})[resource.resource_id] = None

    def _unmark(self, resource: Resource) -> None:
        for mark in _marks(resource):
            ids = self.marks[mark]
            del ids[resource.resource_id]
            if not ids:
                del self.marks[mark]


def _marks(resource: Resource) -> list[Mark]:
    kind, values = resource.kind_name, resource.values
    names = KINDS[kind].found_by
    return [(kind, name, values[name] if name in values else resource.get(name)) for name in names]
