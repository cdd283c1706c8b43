"""A resource."""

from dataclasses import dataclass, field
from typing import Any

from scalehook_contracts.resource_provider.declaration import Kind
from scalehook_contracts.resource_provider.operations import KINDS


@dataclass(slots=True)
class Resource:
    """`values` is what it has beside the defaults of its kind; `implied`: an ECS instance brought it."""

    kind_name: str
    resource_id: str
    values: dict[str, Any] = field(default_factory=dict)
    implied: bool = False

    @property
    def kind(self) -> Kind:
        """As it is declared."""
        return KINDS[self.kind_name]

    def get(self, name: str) -> Any:
        """An attribute, its id as well."""
        kind = self.kind
        if name == kind.id:
            return self.resource_id
        return self.values[name] if name in self.values else kind.defaults.get(name)

    def attributes(self) -> dict[str, Any]:
        """All of them, but for its id."""
        return {**self.kind.defaults, **self.values}
