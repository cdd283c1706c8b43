"""Our jq against jq itself: the same programs on the same inputs."""

import json
from pathlib import Path
from typing import Any

import jq as real
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.template_engine import jq
from scalehook.template_engine.allowance import Allowance

INSTANCES = {
    "Instances": {
        "Instance": [
            {"InstanceId": "i-1", "Cpu": 2, "Tags": {"Tag": [{"TagKey": "a", "TagValue": "x"}]},
             "Ip": {"IpAddress": ["10.0.0.1"]}, "Inner": {"IpAddress": []}, "Spot": None},
            {"InstanceId": "i-2", "Cpu": 4, "Tags": {"Tag": []},
             "Ip": {"IpAddress": ["10.0.0.2"]}, "Inner": {"IpAddress": ["192.168.0.1"]}, "Spot": False},
            {"InstanceId": "i-3", "Cpu": 1, "Tags": {"Tag": [{"TagKey": "b", "TagValue": "y"}]},
             "Ip": {"IpAddress": []}, "Inner": {"IpAddress": []}, "Spot": True},
        ]
    },
    "TotalCount": 3,
    "Text": "Hello, Wörld 12 and 34",
    "Encoded": "aGVsbG8=",
    "Json": '{"a": [1, 2.5, "x"]}',
    "Numbers": [3, 1, 2, 3, -1, 0.5],
    "Mixed": [None, True, False, 0, 1.5, "a", "", [1], [], {"a": 1}, {}],
    "Nested": {"a": {"b": [1, [2, [3]]]}, "c": {"b": 2}},
}  # fmt: skip
PROGRAMS = (Path(__file__).parent / "programs.jq").read_text().splitlines()


def ours(program: str, value: Any) -> Any:
    try:
        return jq.evaluate(jq.parse(program), value, Allowance())
    except jq.JqError:
        return "an error"


def theirs(program: str, value: Any) -> Any:
    try:
        return real.compile(program).input_value(value).all()
    except ValueError:
        return "an error"


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_find_what_they_find_in_jq(program: str) -> None:
    """Paths, pipes, objects, functions, updates, patterns: the same values in the same order."""
    assert json.dumps(ours(program, INSTANCES)) == json.dumps(theirs(program, INSTANCES))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "a", "ab", "b", "1"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)
SIMPLE = st.sampled_from(
    [".", ".a", ".b", ".[0]", ".[]", ".[]?", "1", '"a"', "null", "length", "keys", "type", "not", "add",
     "tostring", "sort", "first", "[.[]?]", "{a: .}", "..", "empty", "to_entries", ".[1:]", "any",
     "unique"]
)  # fmt: skip
BUILT = st.recursive(
    SIMPLE,
    lambda inner: (
        st.builds("({} | {})".format, inner, inner)
        | st.builds("({}, {})".format, inner, inner)
        | st.builds(
            "({} {} {})".format,
            inner,
            st.sampled_from(["+", "-", "==", "<", "//", "and", "or", "<=", "!="]),
            inner,
        )
        | st.builds("[{}]".format, inner)
        | st.builds("map({})".format, inner)
        | st.builds("select({})".format, inner)
        | st.builds("(try {} catch 0)".format, inner)
        | st.builds("(if {} then {} else {} end)".format, inner, inner, inner)
        | st.builds("({} as $x | [$x, {}])".format, inner, inner)
        | st.builds("sort_by({})".format, inner)
        | st.builds("first({})".format, inner)
        | st.builds("(.a |= {})".format, inner)
        | st.builds("del({})".format, st.sampled_from([".a", ".[0]", ".[]?", ".a.b?"]))
    ),
    max_leaves=6,
)


@given(BUILT, VALUES)
def test_made_up_programs_do_what_they_do_in_jq(program: str, value: Any) -> None:
    """Whatever is put together of these: the same values, or an error from both."""
    assert json.dumps(ours(program, value)) == json.dumps(theirs(program, value))
