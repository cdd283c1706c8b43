"""What the parameters of a call say."""

from typing import Any

from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.parameters import SEVERAL

MOST = 1000  # items of one parameter


def several(operation: ResourceOperation[Any], name: str) -> list[str]:
    """The texts that the parameter holds: in a list, with commas, as JSON, or one; none where it is
    empty.
    """
    value = operation.value(name)
    match operation.call.parameter(name).type:
        case "json":
            found = _json(operation, name, value)
        case "comma":
            found = [part.strip() for part in value.split(",") if part.strip()]
        case "texts":
            found = value
        case _:
            found = [value] if value not in (None, "") else []
    if len(found) > MOST:
        raise operation.invalid(name=name)
    return list(dict.fromkeys(found))


def said(operation: ResourceOperation[Any], name: str) -> Any:
    """What is kept of the parameter; None where it says nothing."""
    kind = operation.call.parameter(name).type
    if kind in SEVERAL:
        return several(operation, name) or None
    value = operation.value(name)
    if kind == "parts":
        return [part.model_dump(by_alias=True) for part in value] or None
    return None if value == "" else value


def _json(operation: ResourceOperation[Any], name: str, text: str) -> list[str]:
    if not text:
        return []
    try:
        value = parse_json(text)
    except NotPlain as problem:
        raise operation.invalid(name=name) from problem
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise operation.invalid(name=name)
    return value
