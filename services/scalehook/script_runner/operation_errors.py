"""What InvokeCommand answers where RunCommand answers something else to the same fault."""

from collections.abc import Iterator
from contextlib import contextmanager

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ecs import WindowsPasswordNameMissed
from scalehook_contracts.errors.ecs_commands import ParameterKeyDuplicate, ParameterNotMatched
from scalehook_contracts.errors.ecs_invocations import (
    InvokeParameterKeyDuplicate,
    InvokeParameterNotMatched,
    InvokeWindowsPasswordNameMissed,
)

OF_INVOCATIONS: dict[type[ApiError], type[ApiError]] = {
    ParameterKeyDuplicate: InvokeParameterKeyDuplicate,
    ParameterNotMatched: InvokeParameterNotMatched,
    WindowsPasswordNameMissed: InvokeWindowsPasswordNameMissed,
}


@contextmanager
def as_of_invocations() -> Iterator[None]:
    """Errors of RunCommand leave it as those of InvokeCommand."""
    try:
        yield
    except ApiError as refusal:
        if type(refusal) not in OF_INVOCATIONS:
            raise
        raise OF_INVOCATIONS[type(refusal)]() from refusal
