"""Makes the value of a target's parameter from an event, in one of the four documented forms."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import orjson

from scalehook.event_bus import json_paths
from scalehook.event_bus.json_paths import PathError, Visits
from scalehook_contracts.event_bus.targets import TargetParameter
from scalehook_contracts.plain import NotPlain, parse_json

VARIABLE = re.compile(r"\$\{([^{}]{1,128})\}")
LONGEST_GIVEN = 10_240  # characters of a parameter's value, or of its template
LONGEST_FOUND = 2**20  # characters of what a path finds
LONGEST = 2**18  # characters of a filled template: variables may stand for long texts, often

Event = Mapping[str, Any]


class Unfit(ValueError):
    """The parameter is no such transformation, or what it makes is too long."""


def value_of(parameter: TargetParameter, event: Event) -> str:
    """The text that the target gets. What a path does not find is an empty text. Unfit when it asks for
    too much of this event.
    """
    try:
        match parameter.form:
            case "ORIGINAL":
                return as_text(event)
            case "CONSTANT":
                return parameter.value or ""
            case "JSONPATH":
                return _bounded(as_text(json_paths.find(parameter.value or "", event, Visits())))
            case "TEMPLATE":
                return _filled(parameter.template or "", _variables(parameter), event)
    except PathError as problem:
        raise Unfit(f"{parameter.resource_key}: {problem}") from problem


def check(parameter: TargetParameter) -> None:
    """Unfit when no event could be transformed so."""
    if max(len(parameter.value or ""), len(parameter.template or "")) > LONGEST_GIVEN:
        raise Unfit(f"{parameter.resource_key}: more than {LONGEST_GIVEN} characters")
    if parameter.form == "ORIGINAL":
        return
    if parameter.value is None:
        raise Unfit(f"{parameter.resource_key}: no Value")
    try:
        if parameter.form == "JSONPATH":
            json_paths.parse(parameter.value)
        if parameter.form == "TEMPLATE":
            for path in _variables(parameter).values():
                json_paths.parse(path)
    except PathError as problem:
        raise Unfit(f"{parameter.resource_key}: {problem}") from problem


def as_text(value: Any) -> str:
    """Texts as they are, nothing as an empty one, all else as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    return orjson.dumps(value).decode()


def _variables(parameter: TargetParameter) -> dict[str, str]:
    try:
        found = parse_json(parameter.value or "")
    except NotPlain as problem:
        raise Unfit(f"{parameter.resource_key}: Value: {problem}") from problem
    if not isinstance(found, dict) or not all(isinstance(path, str) for path in found.values()):
        raise Unfit(f"{parameter.resource_key}: Value is no JSON object of paths")
    if parameter.template is None:
        raise Unfit(f"{parameter.resource_key}: no Template")
    return found


def _filled(template: str, paths: dict[str, str], event: Event) -> str:
    """Variables that are not declared stay as they are."""
    visits, size, values = Visits(), len(template), dict[str, str]()
    for name, times in Counter(VARIABLE.findall(template)).items():
        if name in paths:
            values[name] = as_text(json_paths.find(paths[name], event, visits))
            size += times * len(values[name])
            if size > LONGEST:
                raise Unfit("the filled template is too long")
    return VARIABLE.sub(lambda found: values.get(found[1], found[0]), template)


def _bounded(text: str) -> str:
    """What a path finds at many levels may be longer than the event."""
    if len(text) > LONGEST_FOUND:
        raise Unfit("what the path finds is too long")
    return text
