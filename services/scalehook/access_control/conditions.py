"""Conditions of policies: when a statement speaks at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scalehook.access_control.operators import OPERATORS, Operator

LONGEST_WORD, MOST_WORDS = 128, 8  # of a condition's values, where it is explained

Facts = Mapping[str, str]  # what is known of a request, by the keys of conditions
COMMON_KEYS = frozenset(
    {
        "acs:CurrentTime",
        "acs:MFAPresent",
        "acs:PrincipalARN",
        "acs:PrincipalAccount",
        "acs:SecureTransport",
    }
)
POLICY_KEYS = COMMON_KEYS | {"acs:Service", "acs:SourceIp", "mns:EnableLogging", "oos:TLSVersion"}
TRUST_KEYS = COMMON_KEYS | {"acs:SourceIp", "sts:ExternalId", "sts:SourceIdentity"}
ASKED_TAG = "acs:RequestTag/"
OWN_TAGS = ("acs:ResourceTag/", "ecs:tag/", "rds:ResourceTag/")  # of the resource
TAGS_OF_NOTHING = frozenset((ASKED_TAG, *OWN_TAGS))


@dataclass(frozen=True, slots=True)
class Condition:
    """One key that is compared with values: any of them is enough, or none may fit."""

    key: str
    operator: Operator
    wanted: tuple[Any, ...]
    words: str = field(
        default="", compare=False
    )  # as it is written: `IpAddress acs:SourceIp 10.0.0.0/8`
    is_known: bool = field(default=True, compare=False)  # whether requests can have the key at all

    def unmet(self, facts: Facts) -> str:
        """What a request has instead."""
        given = facts.get(self.key)
        if given is None and not self.is_known:
            return f"{self.words} (no request has that here)"
        return f"{self.words} (the request has {'none' if given is None else given})"

    def holds(self, facts: Facts) -> bool:
        """Whether it does for this request."""
        return self.operator.holds(facts.get(self.key), self.wanted)


Conditions = tuple[Condition, ...]


def is_of_tag(key: str) -> bool:
    """Whether it has the key of a tag behind it: of the resource, or of what is asked for."""
    return key not in TAGS_OF_NOTHING and key.startswith((ASKED_TAG, *OWN_TAGS))


def hold(conditions: Conditions, facts: Facts) -> bool:
    """All of them must."""
    return all(condition.holds(facts) for condition in conditions)


def read_policy_conditions(blocks: Any) -> Conditions:
    """Of a policy; ValueError that says what is wrong. A key that nobody knows is taken, as the cloud
    takes it, and is in no request.
    """
    return _read(blocks, POLICY_KEYS)


def read_trust_conditions(blocks: Any) -> Conditions:
    """The same of a role's trust, whose requests have other keys."""
    return _read(blocks, TRUST_KEYS)


def _read(blocks: Any, known: frozenset[str]) -> Conditions:
    if blocks is None or blocks == {}:  # generators write an empty one for none
        return ()
    return tuple(
        _condition(name, key, values, known)
        for name, block in _members(blocks, "Condition")
        for key, values in _members(block, name)
    )


def _members(value: Any, name: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict) or not value:
        raise ValueError(f"{name} must be an object that is not empty")
    return list(value.items())


def _condition(name: str, key: str, values: Any, known: frozenset[str]) -> Condition:
    operator = OPERATORS.get(name)
    if operator is None:
        raise ValueError(f"the operator {name} is not known")
    if not key or key in TAGS_OF_NOTHING:
        raise ValueError(f"{name} has a key that says nothing: {key!r}")
    is_known = key in known or (known is POLICY_KEYS and is_of_tag(key))
    listed = values if isinstance(values, list) else [values]
    if not listed:
        raise ValueError(f"{name} of {key} has no value")
    words = f"{name} {key} {' or '.join(str(value)[:LONGEST_WORD] for value in listed[:MOST_WORDS])}"
    wanted = tuple(_wanted(name, key, value) for value in listed)
    return Condition(key, operator, wanted, words, is_known)


def _wanted(name: str, key: str, value: Any) -> Any:
    try:
        return OPERATORS[name].read(_text(value))
    except ValueError as problem:
        raise ValueError(f"{name} of {key}: {value!r} {problem}") from problem


def _text(value: Any) -> str:
    """Values are texts; numbers and truths may be bare."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError("is no text")
