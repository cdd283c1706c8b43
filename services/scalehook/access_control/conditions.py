"""Conditions of policies: when a statement speaks at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scalehook.access_control.operators import OPERATORS, Operator

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
TRUST_KEYS = COMMON_KEYS | {"sts:ExternalId"}


@dataclass(frozen=True, slots=True)
class Condition:
    """One key that is compared with values: any of them is enough, or none may fit."""

    key: str
    operator: Operator
    wanted: tuple[Any, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether it does for this request."""
        return self.operator.holds(facts.get(self.key), self.wanted)


Conditions = tuple[Condition, ...]


def hold(conditions: Conditions, facts: Facts) -> bool:
    """All of them must."""
    return all(condition.holds(facts) for condition in conditions)


def read_policy_conditions(blocks: Any) -> Conditions:
    """Of a policy; ValueError that names what is unknown here, so that nobody relies on it."""
    return _read(blocks, POLICY_KEYS)


def read_trust_conditions(blocks: Any) -> Conditions:
    """The same of a role's trust, whose requests have other keys."""
    return _read(blocks, TRUST_KEYS)


def _read(blocks: Any, known: frozenset[str]) -> Conditions:
    if blocks is None:
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
    if key not in known:
        raise ValueError(f"the key {key} is not known")
    listed = values if isinstance(values, list) else [values]
    if not listed:
        raise ValueError(f"{name} of {key} has no value")
    return Condition(key, operator, tuple(_wanted(name, key, value) for value in listed))


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
