"""A task's API parameters as the operation that they ask for."""

import json
from typing import Any

from scalehook.kit.api.operations import OperationType, build, operations
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import InvalidActionNotFound


def request(service: str, api: str, parameters: dict[str, Any]) -> Operation[Any]:
    """Service and API in any letter case; empty texts count as not given."""
    cls = operations().get((service.lower(), api.lower()))
    if cls is None:
        raise InvalidActionNotFound()
    names = {(field.alias or name).lower(): (field.alias or name) for name, field in _fields(cls)}
    given = {
        names.get(name.lower(), name): value
        for name, value in parameters.items()
        if value not in ("", None)
    }
    return build(cls, {name: _fitting(cls, name, value) for name, value in given.items()})


def _fields(cls: OperationType) -> Any:
    return cls.model_fields.items()


def _fitting(cls: OperationType, name: str, value: Any) -> Any:
    """Where the API takes JSON as text, a template gives a list or an object."""
    for _, field in _fields(cls):
        if field.alias == name and field.annotation in (str, str | None):
            return value if isinstance(value, str) else json.dumps(value)
    return value
