"""Patterns of events: JSON objects with the nesting of an event, whose leaves are lists of alternatives.

Pure, and bounded: a pattern has few characters and levels, plain alternatives are looked up, operators
take one step each. What is wrong with one is said by `PatternError`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scalehook.event_bus.operators import OPERATORS, PatternError, plain_key
from scalehook_contracts.plain import NotPlain, parse_json

LONGEST = 4096  # characters
MOST_EXPRESSIONS = 5  # objects with operators in one list
MISSING = object()
Test = Callable[[Any], bool]


@dataclass(frozen=True)
class Leaf:
    """Alternatives: plain values, and what operators ask. `absent` and `present` are `exists`."""

    values: frozenset[tuple[str, Any]]
    tests: tuple[Test, ...]
    absent: bool = False
    present: bool = False

    def matches(self, value: Any) -> bool:
        """Whether one alternative fits; of an array, whether one fits one element."""
        if value is MISSING:
            return self.absent
        if self.present:
            return True
        elements = value if isinstance(value, list) else [value]
        return any(
            plain_key(element) in self.values or any(test(element) for test in self.tests)
            for element in elements
        )


@dataclass(frozen=True)
class Pattern:
    """What each name of an object has to be."""

    parts: Mapping[str, "Leaf | Pattern"]

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """The pattern that a text is; PatternError when it is none."""
        if len(text) > LONGEST:
            raise PatternError(f"more than {LONGEST} characters")
        try:
            found = parse_json(text)
        except NotPlain as problem:
            raise PatternError(str(problem)) from problem
        if not isinstance(found, dict):
            raise PatternError("no JSON object")
        return _pattern(found)

    def matches(self, event: Any) -> bool:
        """Whether the event has all that is asked for. Of an array, whether one element has."""
        if isinstance(event, list):
            return any(self._matches(element) for element in event)
        return self._matches(event)

    def texts(self, name: str) -> list[str]:
        """The texts of which the name has to be one; none when something else fits as well."""
        part = self.parts.get(name)
        if not isinstance(part, Leaf) or part.tests or part.absent or part.present:
            return []
        texts = [value for kind, value in part.values if kind == "text"]
        return sorted(texts) if len(texts) == len(part.values) else []

    def _matches(self, event: Any) -> bool:
        if not isinstance(event, dict):
            event = {}
        return all(part.matches(event.get(name, MISSING)) for name, part in self.parts.items())


def _pattern(found: dict[str, Any]) -> Pattern:
    return Pattern({name: _part(name, value) for name, value in found.items()})


def _part(name: str, value: Any) -> Leaf | Pattern:
    if isinstance(value, dict):
        return _pattern(value)
    if not isinstance(value, list):
        raise PatternError(f"{name!r} is neither an object nor an array")
    return _leaf(name, value)


def _leaf(name: str, alternatives: list[Any]) -> Leaf:
    expressions = [each for each in alternatives if isinstance(each, dict)]
    plain = [plain_key(each) for each in alternatives if not isinstance(each, dict)]
    if not alternatives or None in plain or len(expressions) > MOST_EXPRESSIONS:
        raise PatternError(f"{name!r} has no alternatives, too many, or arrays")
    exists = [_exists(name, each) for each in expressions if "exists" in each]
    tests = [_test(name, each) for each in expressions if "exists" not in each]
    return Leaf(frozenset(key for key in plain if key), tuple(tests), False in exists, True in exists)


def _exists(name: str, expression: dict[str, Any]) -> bool:
    wanted = expression["exists"]
    if len(expression) > 1 or not isinstance(wanted, bool):
        raise PatternError(f"{name!r}: exists is true or false, and stands alone")
    return wanted


def _test(name: str, expression: dict[str, Any]) -> Test:
    if not expression:
        raise PatternError(f"{name!r}: an empty expression")
    tests = []
    for operator, operand in expression.items():
        make = OPERATORS.get(operator)
        if make is None:
            raise PatternError(f"{name!r}: the operator {operator!r} is not known")
        tests.append(make(operand))
    return lambda value: all(test(value) for test in tests)
