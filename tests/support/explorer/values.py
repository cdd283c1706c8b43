"""Values for every parameter of an operation, from its form: as many of them as it takes together."""

import json
from typing import Any

from scalehook.gateway.console.explorer.forms import form
from scalehook.kit.api.operations import OperationType, build
from scalehook_contracts.errors import ApiError

Values = dict[str, Any]
IN_HEADERS = ("Prefix", "Marker")  # of MNS: whatever is in a header is ASCII
TEXTS = (
    "a text-1 +&é%41",
    "name-1",
    "ab1",
    "ABCDEF0123456789",
    "2030-01-31T08:00:00Z",
    "acs:ess:cn-hangzhou:1234567890123456:queue/q",
    '{"Version":"1","Statement":[]}',
    "ecs.g7.large",
    "22/22",
    "http://127.0.0.1:1/",
    "Secret-123",
    "1.0-1",
    "cn-hangzhou-b",
    "2",
    "true",
    "[]",
    '["i-1"]',
    "1.2.3.4",
    "v1",
    "public",
    "/a/",
    "allow",
    "PublicParameter",
    "UTC+8",
    "GroupName/name",
    "CPUUtilization",
    "Average",
)


def values(cls: OperationType) -> Values:
    """Those that are needed, and each other one with which the operation can still be built."""
    fields = form(cls)["fields"]
    needed = _needed(cls, [field for field in fields if field["required"]])
    for field in fields:
        if not field["required"] and field["name"] != "RegionId":
            for choice in _choices(field):
                if _fits(cls, needed | {field["name"]: choice}):
                    needed[field["name"]] = choice
                    break
    return needed


def _needed(cls: OperationType, fields: list[dict[str, Any]]) -> Values:
    """One after the other: of what is refused, another choice."""
    found = {field["name"]: _choices(field)[0] for field in fields}
    for field in fields:
        for choice in _choices(field):
            found[field["name"]] = choice
            if _complains(cls, found) != field["name"]:
                break
    assert _fits(cls, found), f"{cls.__name__}: {_complains(cls, found)}"
    return found


def _fits(cls: OperationType, given: Values) -> bool:
    return not _complains(cls, given)


def _complains(cls: OperationType, given: Values) -> str:
    """Which parameter is refused first."""
    try:
        build(cls, given)
    except ApiError as problem:
        cause = problem.__cause__
        where = cause.errors()[0]["loc"][0] if hasattr(cause, "errors") else problem.message
        return str(where)
    return ""


def _choices(field: dict[str, Any]) -> list[Any]:
    kind = field["type"]
    if kind == "list":
        least = max(1, field.get("minItems", 1))
        return [[choice] * least for choice in _choices(field["item"])]
    if kind == "object":
        variants = [_structure(field["fields"], number) for number in range(len(TEXTS))]
        return [each for each in variants if each]
    if kind == "boolean":
        return [True]
    if kind in ("integer", "number"):
        least = field.get("minimum", 1)
        return [field.get("default", max(least, 1)), least]
    if kind == "json":
        return [{"DirectMail": json.dumps({"AccountName": "a"})}, [[]]]
    plain = TEXTS[1:] if field["name"] in IN_HEADERS else TEXTS
    return list(field.get("enum", ())) or list(plain)


def _structure(fields: list[dict[str, Any]], number: int) -> Values:
    """All fields, each with its choice of this number; of the last variant, those that are needed."""
    chosen = [field for field in fields if field["required"] or number < len(TEXTS) - 1]
    choices = {field["name"]: _choices(field) for field in chosen}
    return {name: each[number % len(each)] for name, each in choices.items() if each}
