"""What all handles share: a cloud, and the id by which its API knows the thing."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from scalehook.testing.asking import ask
from scalehook_contracts.base import Operation, Reply

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

R = TypeVar("R", bound=Reply)


@dataclass(frozen=True)
class Handle:
    """Two are equal when they mean the same thing."""

    cloud: "Cloud" = field(repr=False)
    id: str

    def _ask(self, operation: type[Operation[R]], **parameters: Any) -> R:
        return ask(self.cloud, operation, **parameters)
