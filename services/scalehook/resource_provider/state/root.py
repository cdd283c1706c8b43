"""The root of the state."""

from dataclasses import dataclass, field
from typing import Any

from scalehook.resource_provider.state.resources import Resource
from scalehook_contracts.resource_provider.operations import KINDS

Mark = tuple[str, str, Any]  # of which kind, which attribute, and its value


@dataclass
class State:
    """Resources by kind and id, in the order in which they came; and which ECS instances there are.
    `marks`, the ids of a kind that have a value, follow from them.
    """

    resources: dict[str, dict[str, Resource]] = field(default_factory=dict)
    instances: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.marks: dict[Mark, dict[str, None]] = {}
        for resource in (each for kind in self.resources.values() for each in kind.values()):
            self._mark(resource)

    def of(self, kind: str) -> dict[str, Resource]:
        """All of a kind."""
        return self.resources.get(kind, {})

    def find(self, kind: str, resource_id: str) -> Resource | None:
        """The one with this id."""
        return self.of(kind).get(resource_id)

    def marked(self, kind: str, attribute: str, value: Any) -> dict[str, None]:
        """The ids of those that are found by this value."""
        return self.marks.get((kind, attribute, value), {})

    def put(self, resource: Resource) -> None:
        """One more."""
        self.resources.setdefault(resource.kind_name, {})[resource.resource_id] = resource
        self._mark(resource)

    def change(self, resource: Resource, values: dict[str, Any]) -> None:
        """It has other values."""
        self._unmark(resource)
        resource.values |= values
        self._mark(resource)

    def drop(self, resource: Resource) -> None:
        """One less."""
        self._unmark(resource)
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
