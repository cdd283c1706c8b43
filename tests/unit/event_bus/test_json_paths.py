"""JSON paths into events."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.event_bus.json_paths import MOST_VISITS, PathError, Visits, find, parse

EVENT = {
    "id": "E",
    "data": {"items": [{"id": 1, "x": {"id": 9}}, {"id": 2}], "a b": 3, "n": None, "häuser": 4},
}
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=12,
)
STEPS = st.sampled_from([".a", "..a", "['b']", "['a','c']", "[0]", "[-1]", "[*]", ".*", "..*", "[0:1]"])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", EVENT),
        ("$.data.items[0].id", 1),
        ("$.data.items[-1]['id']", 2),
        ('$["data"]["a b"]', 3),
        ("$.data.häuser", 4),
        ("$.data.n", None),
        ("$.data.nothing.at[3]", None),
        ("$.data.items[*].id", [1, 2]),
        ("$.data.items[0,1].id", [1, 2]),
        ("$.data.items[1:].id", [2]),
        ("$.data.items[:-1].id", [1]),
        ("$.data['n','a b']", [None, 3]),
        ("$..id", ["E", 1, 9, 2]),
        ("$.data..id", [1, 9, 2]),
        ("$..[1].id", [2]),
        ("$..['a b']", [3]),
        ("$.*.n", [None]),
        ("$.data.nothing[*]", []),
        ("$.id[*]", []),
    ],
)
def test_what_a_path_leads_to(path: str, found: Any) -> None:
    """One value; or a list, where several may be meant."""
    assert find(path, EVENT, Visits()) == found


@pytest.mark.parametrize(
    "path",
    ["", "x", "$.", "$..", "$...a", "$[?(@.a)]", "$[(@.length-1)]", "$.a b", "$[a]", "$.data..", "$.[0]",
     "$.a[", "$..[", "$.*b", "$[0:2:2]", "$['a'b']", "$[01]", "$" + ".a" * 600],
)  # fmt: skip
def test_what_is_no_path(path: str) -> None:
    """It is refused, whatever the event."""
    with pytest.raises(PathError):
        parse(path)


def test_a_path_that_looks_at_too_much() -> None:
    """It comes to an end, however many levels there are."""
    deep: dict[str, Any] = {}
    inside = deep
    for _ in range(2000):
        inside["a"] = inside = {}
    visits = Visits()
    with pytest.raises(PathError, match="more than"):
        find("$" + "..*" * 300, deep, visits)
    assert visits.left > -MOST_VISITS


def _slow(steps: list[str], values: list[Any]) -> list[Any]:
    """The same, step by step, with all that `..` finds twice taken out."""
    for step in steps:
        if step.startswith(".."):
            values = list({id(each): each for value in values for each in _levels(value)}.values())
        values = [each for value in values for each in _below(step.removeprefix("."), value)]
    return values


def _levels(value: Any) -> list[Any]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    own = [value] if isinstance(value, dict | list) else []
    return own + [each for child in inside for each in _levels(child)]


def _below(step: str, value: Any) -> list[Any]:
    name = step.strip(".[]'")
    if isinstance(value, dict):
        if name == "*":
            return list(value.values())
        return [value[each] for each in name.replace("'", "").split(",") if each in value]
    if not isinstance(value, list):
        return []
    slices = {"*": slice(None), "0": slice(0, 1), "-1": slice(-1, None), "0:1": slice(0, 1)}
    return value[slices[name]] if name in slices else []


@given(JSON, st.lists(STEPS, min_size=1, max_size=4))
def test_as_a_slow_reader_finds(event: Any, steps: list[str]) -> None:
    """The same values; which come first does not matter where `..` meets others."""
    found = find("$" + "".join(steps), event, Visits())
    slow = _slow(steps, [event])
    if all(step in (".a", "['b']", "[0]", "[-1]") for step in steps):
        assert found == (slow[0] if slow else None)
    else:
        assert sorted(map(repr, found)) == sorted(map(repr, slow))
