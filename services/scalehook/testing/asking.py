"""Asking a stack for what its API offers, without HTTP and without an SDK: the same handlers, the same
answers, the same documented errors.
"""

import asyncio
import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from scalehook.kit.api.operations import build
from scalehook_contracts.base import Command, Operation, Reply

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

R = TypeVar("R", bound=Reply)


def ask(cloud: "Cloud", operation: type[Operation[R]], **parameters: Any) -> R:
    """The answer to an operation; what is None is not given. Parameters are called as documented, or in
    snake case. Raises the documented ApiError, and TypeError for a parameter that there is not.
    """
    return cloud.call(_command(cloud, operation, parameters))


def ask_at_once(
    cloud: "Cloud", operation: type[Operation[R]], several: Iterable[Mapping[str, Any]]
) -> list[R]:
    """The answers to one operation with several sets of parameters, in their order; nobody waits for the
    one before. Raises as `ask` does, when all have been asked.
    """
    commands = [_command(cloud, operation, parameters) for parameters in several]

    async def answers() -> list[R]:
        return await asyncio.gather(*(cloud.stack.bus.call(command) for command in commands))

    return cloud.run(answers())


def _command(cloud: "Cloud", operation: type[Operation[R]], parameters: Mapping[str, Any]) -> Command[R]:
    given = {name: value for name, value in parameters.items() if value is not None}
    _check_names(operation, given)
    if "region_id" in operation.model_fields:
        given.setdefault("region_id", cloud.region)
    return build(operation, given, by_name=True)


def _check_names(operation: type[Operation[Any]], given: dict[str, Any]) -> None:
    fields = operation.model_fields
    known = {*fields, *(field.alias for field in fields.values() if field.alias)}
    known |= {name for name in given if name.lower() in map(str.lower, operation.unsupported)}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1) or [", ".join(sorted(fields))]
            raise TypeError(f"{operation.__name__} has no parameter {name!r}: did you mean {near[0]}?")
