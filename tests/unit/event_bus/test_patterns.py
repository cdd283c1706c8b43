"""Patterns of events: what fits, what does not, and what is no pattern."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.event_bus.operators import PatternError
from scalehook.event_bus.patterns import LONGEST, Pattern

EVENT = {
    "source": "acs.ess",
    "type": "ess:LifecycleHook:ScaleOut",
    "subject": "acs:oss:cn:1:photos/a.jpg",
    "nothing": None,
    "empty": "",
    "flag": True,
    "data": {"count": 5, "ip": "10.0.0.7", "ids": ["i-1", "i-2"], "rows": [{"a": 1}, {"a": 2}]},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)
PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2)


def fits(pattern: Any, event: Any = EVENT) -> bool:
    return Pattern.parse(json.dumps(pattern)).matches(event)


@pytest.mark.parametrize(
    "pattern",
    [
        {},
        {"source": ["acs.oss", "acs.ess"]},
        {"source": ["acs.ess"], "type": [{"prefix": "ess:LifecycleHook:"}]},
        {"subject": [{"prefix": "acs:oss:", "suffix": ".jpg"}]},
        {"subject": [{"contains": "photos"}]},
        {"source": [{"anything-but": "acs.oss"}]},
        {"source": [{"anything-but": ["acs.oss", 5]}]},
        {"source": [{"anything-but": {"prefix": "acs.o"}}]},
        {"data": {"count": [{"numeric": [">", 0, "<=", 5]}]}},
        {"data": {"count": [{"numeric": ["=", 5]}]}},
        {"data": {"count": [5.0]}},
        {"data": {"ip": [{"cidr": "10.0.0.0/24"}]}},
        {"data": {"count": [{"exists": True}], "more": [{"exists": False}]}},
        {"other": {"deep": [{"exists": False}]}},
        {"other": [{"exists": False}, "x"]},
        {"nothing": [None]},
        {"empty": [""]},
        {"flag": [True]},
        {"data": {"ids": ["i-2"]}},
        {"data": {"rows": {"a": [2]}}},
    ],
)
def test_what_fits(pattern: Any) -> None:
    """Every documented alternative, nested ones too; of an array, one element is enough."""
    assert fits(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        {"source": ["ACS.ess"]},
        {"source": ["acs.ess"], "type": ["other"]},
        {"subject": [{"prefix": "acs:oss:", "suffix": ".txt"}]},
        {"source": [{"anything-but": ["acs.ess"]}]},
        {"more": [{"anything-but": "x"}]},
        {"data": {"count": [{"numeric": [">", 5]}]}},
        {"data": {"count": ["5"]}},
        {"data": {"ip": [{"cidr": "10.0.1.0/24"}]}},
        {"source": [{"cidr": "0.0.0.0/0"}]},
        {"source": [{"numeric": ["!=", 1]}]},
        {"data": {"more": [{"exists": True}]}},
        {"data": {"count": [{"exists": False}]}},
        {"nothing": [""]},
        {"more": [None]},
        {"flag": [1]},
        {"data": {"rows": {"a": [3]}}},
        {"source": {"deep": ["x"]}},
    ],
)
def test_what_does_not_fit(pattern: Any) -> None:
    """No case is folded, no kind is changed, nothing stands for what is not there."""
    assert not fits(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "no JSON",
        "[]",
        '{"a":"x"}',
        '{"a":{"prefix":"x"}}',
        '{"a":[]}',
        '{"a":[[1]]}',
        '{"a":[{}]}',
        '{"a":[{"like":"x"}]}',
        '{"a":[{"prefix":1}]}',
        '{"a":[{"anything-but":[]}]}',
        '{"a":[{"anything-but":{"suffix":"x"}}]}',
        '{"a":[{"anything-but":true}]}',
        '{"a":[{"numeric":[">"]}]}',
        '{"a":[{"numeric":["~",1]}]}',
        '{"a":[{"numeric":[">","1"]}]}',
        '{"a":[{"cidr":"::/0"}]}',
        '{"a":[{"exists":1}]}',
        '{"a":[{"exists":true,"prefix":"x"}]}',
        json.dumps({"a": [{"prefix": str(number)} for number in range(6)]}),
        json.dumps({"a": ["x" * LONGEST]}),
        '{"a":' * 500 + "[1]" + "}" * 500,
    ],
)
def test_what_is_no_pattern(pattern: str) -> None:
    """It is said, whatever is wrong."""
    with pytest.raises(PatternError):
        Pattern.parse(pattern)


@given(JSON)
def test_any_json_is_a_pattern_or_is_refused(found: Any) -> None:
    """Nothing else is raised, and what is a pattern can be tried on anything."""
    try:
        pattern = Pattern.parse(json.dumps(found))
    except PatternError:
        return
    assert pattern.matches(found) in (True, False)


@given(st.dictionaries(st.sampled_from("abc"), PLAIN), st.dictionaries(st.sampled_from("abc"), PLAIN))
def test_plain_values_against_a_simple_reference(wanted: dict[str, Any], event: dict[str, Any]) -> None:
    """Each has to be there, equal and of the same kind."""
    pattern = {name: [value] for name, value in wanted.items()}
    expected = all(
        name in event and event[name] == value and type(event[name]) is type(value)
        for name, value in wanted.items()
    )
    assert fits(pattern, event) is expected


@given(PLAIN, PLAIN)
def test_anything_but_is_the_contrary(refused: Any, value: Any) -> None:
    """Of a text or a number, for whatever is there."""
    if isinstance(refused, bool) or refused is None:
        return
    assert fits({"a": [{"anything-but": refused}]}, {"a": value}) is not fits(
        {"a": [refused]}, {"a": value}
    )


@pytest.mark.parametrize(
    ("comparison", "fitting"),
    [
        (["=", 5], [5]),
        (["!=", 5], [4, 6]),
        (["<", 5], [4]),
        (["<=", 5], [4, 5]),
        ([">", 5], [6]),
        ([">=", 5], [5, 6]),
        ([">", 4, "<", 6], [5]),
    ],
)
def test_comparisons_of_numbers(comparison: list[Any], fitting: list[int]) -> None:
    """Each of the six, and two together; what is no number never fits."""
    values = (4, 5, 6, True, "5", None, [])
    assert [v for v in values if fits({"a": [{"numeric": comparison}]}, {"a": v})] == fitting


@pytest.mark.parametrize(
    ("operators", "fitting"),
    [
        ([{"anything-but": {"prefix": "acs.o"}}], ["acs.ess", "my.app"]),
        ([{"prefix": "acs.", "suffix": "s"}], ["acs.oss", "acs.ess"]),
        ([{"prefix": "my"}, {"suffix": "oss"}], ["acs.oss", "my.app"]),
        ([{"prefix": "acs.", "anything-but": "acs.oss"}], ["acs.ess"]),
        (["my.app", {"contains": ".e"}], ["acs.ess", "my.app"]),
    ],
)
def test_operators_of_texts_together(operators: list[Any], fitting: list[str]) -> None:
    """All of one object are asked; of several objects and plain values, one is enough."""
    values = ("acs.oss", "acs.ess", "my.app")
    assert [v for v in values if fits({"source": operators}, {"source": v})] == fitting


@pytest.mark.parametrize(
    ("network", "fitting"),
    [
        ("10.0.0.0/24", ["10.0.0.255"]),
        ("10.0.1.7/24", ["10.0.1.0"]),
        ("10.0.1.0", ["10.0.1.0"]),
        ("0.0.0.0/0", ["10.0.0.255", "10.0.1.0"]),
    ],
)
def test_networks(network: str, fitting: list[str]) -> None:
    """Of IPv4 alone, with whatever address in it they are named."""
    values = ("10.0.0.255", "10.0.1.0", "::1", "10.0.0", 7)
    assert [v for v in values if fits({"ip": [{"cidr": network}]}, {"ip": v})] == fitting
