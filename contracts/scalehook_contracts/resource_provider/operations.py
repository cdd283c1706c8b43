"""All operations on declared resources."""

from typing import Any

from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.building import built
from scalehook_contracts.resource_provider.declaration import Kind
from scalehook_contracts.resource_provider.declared import DECLARED

OPERATIONS: tuple[type[ResourceOperation[Any]], ...] = tuple(
    operation for declaration in DECLARED for operation in built(declaration)
)
KINDS: dict[str, Kind] = {kind.name: kind for declaration in DECLARED for kind in declaration.kinds}
