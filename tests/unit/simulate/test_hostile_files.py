"""Scenario files as nobody means them: refused with their places, before anything runs."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.documents import BadDocument
from scalehook.simulate.actors.functions import WrongFunction, check_functions
from scalehook.simulate.doubts import doubts
from scalehook.simulate.scenario.reading import parse
from support.effort import at_most

HERE = Path(__file__).parent
FILE = str(HERE / "x.yaml")
EVERYTHING: Any = yaml.load((HERE / "everything.yaml").read_text(), yaml.CBaseLoader)
TOLD = re.compile(rf"({re.escape(FILE)}:[1-9]\d*:[1-9]\d*: \S.*)(\n{re.escape(FILE)}:\d+:\d+: \S.*)*")
KEYS = ["horizn", "", "values", "trace", "0", "é", "x" * 1000, "stack", "function", "min", "__class__"]
TEXTS = [
    "", "~", "nan", "-inf", "1e400", "9" * 5000, "-1", "0", "yes", "1:30", "2026-01-01", "0s", "366d",
    "0.0000001ms", "٣s", "-5s", "120%", "nan%", "1%", "everything.csv", "/dev/zero", ".", "a:b",
    "no_such:thing", "os:system", "queue/hoks", "http://[::1", "x" * 100_000, "é\U0001f600", "a\nb",
]  # fmt: skip
SHAPES: list[Any] = [
    [], {}, [[]], [{}], ["5m", "4m"], {"a": "b"}, {"values": ["1"]},
    {"uniform": ["5s", "1s"]}, {"exponential": {"mean": "365d"}}, {"constant": "5s", "min": "10s"},
    {"lognormal": {"median": "365d", "sigma": "10"}}, {"gamma": {"mean": "90s", "cv": "1e-320"}},
    {"empirical": "/dev/zero"}, {"empirical": "a\0b"}, {"empirical": "everything.csv", "column": "at"},
]  # fmt: skip
DAMAGE = ["\t", "{", "]", ":", "*a", "&a ", "!x ", "\0", "\n---\n", "%", "\ud800", "\x85", "- ? "]


def places(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Of all that is inside."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield (*above, key)
        yield from places(value, (*above, key))


def inside(node: Any, path: tuple[Any, ...]) -> Any:
    """What is there."""
    for key in path:
        node = node[key]
    return node


@st.composite
def files(draw: st.DrawFn) -> str:
    """One with everything in it, in which something is something else."""
    document = copy.deepcopy(EVERYTHING)
    for _ in range(draw(st.integers(1, 3))):
        there = list(places(document))
        if not there:
            break
        *way, last = draw(st.sampled_from(there))
        parent = inside(document, tuple(way))
        what = draw(st.sampled_from(["value", "moved", "key", "gone"]))
        value = draw(st.sampled_from(TEXTS) | st.sampled_from(SHAPES) | st.text(max_size=9))
        if what == "moved":
            value = copy.deepcopy(inside(document, draw(st.sampled_from(there))))
        if what == "gone":
            del parent[last]
        elif what == "key" and isinstance(parent, dict):
            parent[draw(st.sampled_from(KEYS))] = value
        else:
            parent[last] = value
    text: str = yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(DAMAGE) | st.text(max_size=3)) + text[at:]
    return text


def refused(text: str) -> str:
    """Why; nothing where it is right, and then all that is looked at before the first seed is."""
    try:
        study = parse(text, FILE)
    except BadDocument as bad:
        return str(bad)
    doubts(study)
    try:
        check_functions(study.scenario, HERE)
    except WrongFunction as wrong:
        assert str(wrong)
    return ""


@given(files())
def test_whatever_it_says(text: str) -> None:
    """It is right, or each thing that is wrong has its line and its column."""
    problems = refused(text)
    assert not problems or TOLD.fullmatch(problems)


@pytest.mark.parametrize(
    "given", ["", "null", "[]", "1", "{stack: 1}", "{? [a] : b}", "a: *a", "x: " + "[" * 99]
)
def test_what_is_no_scenario(given: str) -> None:
    """Is told so, where it begins to be none."""
    assert TOLD.fullmatch(refused(given))


def test_many_mistakes() -> None:
    """Take each its own time, and no more because there are others."""

    def mistaken(count: int) -> str:
        return "stack: {}\nload:\n" + "".join(f"  a{each}: {{x: 1}}\n" for each in range(count))

    few, many = mistaken(20), mistaken(200)
    refused(few)
    at_most(11, small=lambda: refused(few), large=lambda: refused(many))
    assert len(refused(many).splitlines()) == 2 * 200
