"""A task's API parameters as the operation that they ask for."""

import json
from typing import Any

from scalehook.kit.api.operations import OperationType, build, operations
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import InvalidActionNotFound
from scalehook_contracts.shape import Field, shape


def request(service: str, api: str, parameters: dict[str, Any]) -> Operation[Any]:
    """Service, API and parameters in any letter case; empty texts count as not given."""
    cls = operations().get((service.lower(), api.lower()))
    if cls is None:
        raise InvalidActionNotFound()
    fields = {field.alias.lower(): field for field in shape(cls).fields}
    given: dict[str, Any] = {}
    for name, value in parameters.items():
        if value in ("", None):
            continue
        field = fields.get(name.lower())
        given[field.alias if field else name] = _fitting(cls, field, value) if field else value
    return build(cls, given)


def _fitting(cls: OperationType, field: Field, value: Any) -> Any:
    """Where the API takes JSON as text, a template gives a list or an object."""
    takes_text = cls.model_fields[field.name].annotation in (str, str | None)
    return json.dumps(value) if takes_text and not isinstance(value, str) else value
