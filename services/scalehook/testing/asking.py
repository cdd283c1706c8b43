"""Asking a stack for what its API offers, without HTTP and without an SDK: the same handlers, the same
answers, the same documented errors.
"""

import difflib
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
    given = {name: value for name, value in parameters.items() if value is not None}
    _check_names(operation, given)
    if "region_id" in operation.model_fields:
        given.setdefault("region_id", cloud.region)
    command: Command[R] = build(operation, given)
    return cloud.call(command)


def _check_names(operation: type[Operation[Any]], given: dict[str, Any]) -> None:
    fields = operation.model_fields
    known = {*fields, *(field.alias for field in fields.values() if field.alias)}
    known |= {name for name in given if name.lower() in map(str.lower, operation.unsupported)}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1) or [", ".join(sorted(fields))]
            raise TypeError(f"{operation.__name__} has no parameter {name!r}: did you mean {near[0]}?")
