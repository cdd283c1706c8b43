"""jq programs with expressions in them: a value stays what it is, wherever it is put."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.template_engine.expressions import Scope, resolve, resolve_program
from scalehook.template_engine.selectors import select_all

VALUES: dict[str, Any] = {
    "quoted": 'a"b\\c',
    "list": ["x", "y"],
    "number": 3,
    "null": None,
    "path": ".a",
}


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ('"{{ quoted }}"', 'a"b\\c'),
        ('"<{{ list }}>"|length', 12),
        ('"\\({{ number }} + 1){{ quoted }}"', '4a"b\\c'),
        ('"\\("{{ quoted }}" | length)"', "5"),
        ('("a" | length) + {{ number }}', 4),
        ("{{ list }} | length", 2),
        ('{"x": {{ null }}}', {"x": None}),
        ('"{{ null }}"', ""),
        ("{{ path }}", 1),
        ("{{ path }} + {{ number }}", 4),
    ],
)
def test_values_in_programs(program: str, found: Any) -> None:
    """Text in a text of jq, JSON elsewhere; but a text elsewhere is a piece of the program."""
    scope = Scope(VALUES)
    assert select_all(resolve_program(program, scope), {"a": 1}, scope.allowance) == [found]


@given(st.text())
def test_any_text_in_a_text_of_a_program(text: str) -> None:
    """Comes out as it is."""
    scope = Scope({"p": text})
    assert select_all(resolve_program('"{{ p }}"', scope), None, scope.allowance) == [text]


def test_programs_among_properties_and_in_functions() -> None:
    """Are written in the same way: `PropertySelector`, and the second argument of `Fn::Jq`."""
    scope = Scope(VALUES)
    written = resolve({"PropertySelector": '.x == "{{ quoted }}"'}, scope)
    assert written == {"PropertySelector": f".x == {json.dumps(VALUES['quoted'])}"}
    query = {"Fn::Jq": ["All", '.[] | select(. == "{{ quoted }}")', [VALUES["quoted"], "b"]]}
    assert resolve(query, scope) == [VALUES["quoted"]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Fn::Or": [False, "true", "{{ nosuch }}"]}, True),
        ({"Fn::And": [True, "false", {"Fn::Select": ["9", ["a"]]}]}, False),
        ({"Fn::Or": []}, False),
        ({"Fn::And": []}, True),
        ({"Fn::Or": ["mine", False]}, True),
    ],
)
def test_conditions_behind_the_one_that_decides(value: Any, expected: bool) -> None:
    """Need not stand for anything; named ones are looked up."""
    assert resolve(value, Scope({}, conditions={"mine": {"Fn::Equals": [1, "1"]}})) is expected
