"""Where a message belongs in a trace: whoever gets it can go on with that."""

from collections.abc import Sequence

from scalehook.kit.traces import HEADER
from scalehook_contracts.message_service.base import Property


def with_trace(given: Sequence[Property], trace: str) -> list[Property]:
    """The system's properties, with the span of the request that has sent the message; what its sender
    says of it counts more.
    """
    if not trace or any(one.name == HEADER for one in given):
        return list(given)
    return [*given, Property(name=HEADER, value=trace, type="STRING")]
