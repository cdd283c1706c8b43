"""Checks what somebody says by hand that a resource has: it is described by what is kept."""

from typing import Any

from scalehook_contracts.errors.resources import InvalidAttributeValue, UnknownAttribute
from scalehook_contracts.resource_provider.declaration import Attribute, Kind
from scalehook_contracts.resource_provider.whitelists import WHITELISTS


def checked(kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """The attributes, in the types that they have; refused when the kind has none of a name, or a value
    is of another type.
    """
    known = {attribute.name: attribute for attribute in kind.attributes}
    found = {}
    for name, value in given.items():
        if name not in known:
            raise UnknownAttribute(kind=kind.name, name=name)
        found[name] = _fitting(known[name], value)
    return found


def _fitting(attribute: Attribute, value: Any) -> Any:
    default = attribute.default
    if attribute.name == WHITELISTS and _is_whitelists(value):
        return value
    if isinstance(default, list) and _is_list(attribute, value):
        return value
    if isinstance(default, bool) and str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    if isinstance(default, int) and not isinstance(default, bool) and _is_number(value):
        return int(value)
    if isinstance(default, str) and isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise InvalidAttributeValue(name=attribute.name)


def _is_number(value: Any) -> bool:
    text = str(value).removeprefix("-")
    return not isinstance(value, bool) and text.isascii() and text.isdecimal() and len(text) < 16


def _is_list(attribute: Attribute, value: Any) -> bool:
    if not isinstance(value, list):
        return False
    if attribute.item == "Tag":
        return all(_is_tag(each) for each in value)
    kind = dict if attribute.default and isinstance(attribute.default[0], dict) else str
    return all(isinstance(each, kind) for each in value)


def _is_tag(value: Any) -> bool:
    is_whole = isinstance(value, dict) and value.keys() == {"Key", "Value"}
    return is_whole and all(isinstance(each, str) for each in value.values())


def _is_whitelists(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, list) and all(isinstance(address, str) for address in each)
        for each in value.values()
    )
