"""Operations as clients spell them: parameters by their names on the wire, as text."""

from typing import Any, TypeVar

from scalehook.gateway.rpc.parameters import assemble
from scalehook.kit.api.operations import build
from scalehook_contracts.base import Operation

AnOperation = TypeVar("AnOperation", bound=Operation[Any])


def spelt(cls: type[AnOperation], parameters: dict[str, str]) -> AnOperation:
    """The operation that these parameters make; the documented error when they make none."""
    operation = build(cls, assemble(cls, parameters))
    assert isinstance(operation, cls)
    return operation
