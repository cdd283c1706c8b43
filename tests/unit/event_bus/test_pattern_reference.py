"""Patterns with all their operators, compared with a reader that is as simple as the documentation."""

import json
from ipaddress import ip_address, ip_network
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalehook.event_bus.patterns import Pattern

NAMES = st.sampled_from("abc")
WORDS = ["", "acs.ess", "acs.oss", "ess", "10.0.0.1", "10.0.1.1", "5"]
PLAIN = st.none() | st.booleans() | st.integers(-2, 6) | st.floats(-2, 6) | st.sampled_from(WORDS)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
EVENTS = st.dictionaries(NAMES, VALUES, max_size=3)
SIGNS = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip
PART = st.sampled_from(["", "acs", "acs.", "ess", "s", "10."])
COMPARISON = st.tuples(st.sampled_from(list(SIGNS)), st.integers(-2, 6)).map(list)
TEXT_OR_NUMBER = st.sampled_from(WORDS) | st.integers(-2, 6)
OPERATORS = {
    "prefix": PART,
    "suffix": PART,
    "contains": PART,
    "anything-but": TEXT_OR_NUMBER
    | st.lists(TEXT_OR_NUMBER, min_size=1, max_size=3)
    | st.fixed_dictionaries({"prefix": PART}),
    "numeric": COMPARISON | st.tuples(COMPARISON, COMPARISON).map(lambda two: two[0] + two[1]),
    "cidr": st.sampled_from(["10.0.0.0/24", "10.0.0.1", "0.0.0.0/0"]),
}
EXPRESSIONS = st.fixed_dictionaries({}, optional=OPERATORS).filter(bool)
EXISTS = st.booleans().map(lambda there: {"exists": there})
LEAVES = st.lists(PLAIN | EXPRESSIONS | EXISTS, min_size=1, max_size=4)
PATTERNS = st.recursive(
    st.dictionaries(NAMES, LEAVES, max_size=3),
    lambda inner: st.dictionaries(NAMES, inner | LEAVES, max_size=3),
    max_leaves=4,
)


def same(value: Any, wanted: Any) -> bool:
    """JSON has one kind of numbers, and no truth is one."""
    kinds = [isinstance(each, bool) for each in (value, wanted)]
    return value == wanted and kinds[0] == kinds[1] and not isinstance(value, dict | list)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def holds(operator: str, operand: Any, value: Any) -> bool:
    if operator == "anything-but":
        if isinstance(operand, dict):
            return not holds("prefix", operand["prefix"], value)
        refused = operand if isinstance(operand, list) else [operand]
        return not any(same(value, each) for each in refused)
    if operator == "numeric":
        pairs = zip(operand[::2], operand[1::2], strict=True)
        return is_number(value) and all(SIGNS[sign](value, limit) for sign, limit in pairs)
    if not isinstance(value, str):
        return False
    if operator == "cidr":
        return value.startswith("10.") and ip_address(value) in ip_network(operand)
    place = {"prefix": value.startswith, "suffix": value.endswith, "contains": value.__contains__}
    return bool(place[operator](operand))


def one_fits(alternative: Any, value: Any) -> bool:
    if not isinstance(alternative, dict):
        return same(value, alternative)
    return all(holds(operator, operand, value) for operator, operand in alternative.items())


def leaf_fits(leaf: list[Any], found: list[Any]) -> bool:
    """`found` is what stands there, or nothing."""
    if not found:
        return {"exists": False} in leaf
    elements = found[0] if isinstance(found[0], list) else found
    asked = [each for each in leaf if not isinstance(each, dict) or "exists" not in each]
    return {"exists": True} in leaf or any(one_fits(a, e) for a in asked for e in elements)


def fits(pattern: dict[str, Any], event: Any) -> bool:
    if isinstance(event, list):
        return any(fits(pattern, each) for each in event if not isinstance(each, list)) or any(
            fits(pattern, {}) for each in event if isinstance(each, list)
        )
    there = event if isinstance(event, dict) else {}
    return all(
        fits(part, there.get(name))
        if isinstance(part, dict)
        else leaf_fits(part, [there[name]] if name in there else [])
        for name, part in pattern.items()
    )


@given(PATTERNS, st.lists(EVENTS, min_size=2, max_size=6))
def test_what_fits_by_all_operators(pattern: dict[str, Any], events: list[dict[str, Any]]) -> None:
    """Any of a list, all of an object, on any level; of an array, one element is enough."""
    read = Pattern.parse(json.dumps(pattern))
    assert [read.matches(event) for event in events] == [fits(pattern, event) for event in events]
