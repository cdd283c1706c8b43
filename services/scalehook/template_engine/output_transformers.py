"""OutputTransformer of a trigger: what tasks see instead of the message that it was told."""

from collections.abc import Mapping
from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.selectors import select_all

NAME = "OutputTransformer"


class NoTransformer(ValueError):
    """What is given is no map of names."""


def check(properties: Mapping[str, Any]) -> None:
    """NoTransformer says what is wrong with it; none at all, and an empty one, are right."""
    if not isinstance(properties.get(NAME) or {}, dict):
        raise NoTransformer(f"{NAME} must be an object")


def transformed(properties: Mapping[str, Any], data: dict[str, Any], allowance: Allowance) -> Any:
    """The object that the transformer makes of the message, or the message where there is none.
    SelectorFailed names the selector that is no jq.
    """
    given = properties.get(NAME)
    return _made(given, data, allowance) if given else data


def _made(value: Any, data: dict[str, Any], allowance: Allowance) -> Any:
    """Texts that select are replaced by what they find first, at any depth; all else stays."""
    if isinstance(value, dict):
        return {name: _made(each, data, allowance) for name, each in value.items()}
    if isinstance(value, list):
        return [_made(each, data, allowance) for each in value]
    selector = _selector(value)
    if not selector:
        return value
    found = select_all(selector, data, allowance)
    return found[0] if found else None


def _selector(value: Any) -> str:
    """The jq in a text such as `$.content.resourceId` or `.content.resourceId`; empty in others."""
    text = value.strip().removeprefix("$") if isinstance(value, str) else ""
    return text if text.startswith(".") else ""
