"""YAML that people write, read with the place of everything in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.documents import (
    BadDocument,
    Mapping,
    Mark,
    Problems,
    Scalar,
    Sequence,
    at,
    nearest,
    plain,
    read,
    read_file,
)

TEXTS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)
DATA = st.recursive(
    TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20
).filter(lambda data: not isinstance(data, str))


@given(DATA)
def test_json_is_read_as_it_is(data: Any) -> None:
    """It is YAML, too."""
    assert plain(read(json.dumps(data))) == data


@pytest.mark.parametrize("text", ["1:30", "0777", "yes", "NO", "1e3", "2026-01-01", "~", "null", "0x1F"])
def test_scalars_are_what_they_look_like(text: str) -> None:
    """No type is guessed."""
    assert plain(read(f"a: {text}")) == {"a": text}


def test_places() -> None:
    """Of keys and of values, counted from 1; an empty text is not the same as none."""
    root = read("a: 1\nb:\n  - x\n  - c: ''\n    d:\n")
    assert isinstance(root, Mapping)
    assert root.keys == {"a": Mark(1, 1), "b": Mark(2, 1)}
    assert root.values["a"] == Scalar(Mark(1, 4), "1")
    assert isinstance(root.values["b"], Sequence)
    assert plain(root) == {"a": "1", "b": ["x", {"c": "", "d": None}]}
    assert at(root, ("b", 1, "c")) == Mark(4, 8)
    assert at(root, ("b", 1, "missing")) == Mark(4, 5)


def test_what_is_said_once_may_be_named_again() -> None:
    """An alias has its anchor's value, and place."""
    root = read("a: &one {x: 1}\nb: *one\n")
    assert plain(root) == {"a": {"x": "1"}, "b": {"x": "1"}}
    assert at(root, ("b", "x")) == Mark(1, 13)


LAUGHS = "\n".join(
    ["a0: &a0 [x, x, x, x]"]
    + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 10)]
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: x\ud800", "f:2:5: this is half a character"),
        ("a: 1\nb: 2\na: 3\nb: 4", 'f:3:1: "a" is there twice: it is in line 1 already\nf:4:1: "b"'),
        ("a: !!python/name:os.system x", "f:1:4: tags as tag:yaml.org,2002:python/name:os.system"),
        ("a: [1, 2", "f:2:1: while parsing a flow sequence, did not find expected"),
        ("a: *b", "f:1:4: *b stands for nothing"),
        ("a: &a [*a]", "f:1:8: *a stands for nothing, or for itself"),
        ("{[a]: 1}", "f:1:2: a key is a text"),
        ("a: 1\n---\nb: 1", "f:2:1: there is a second document"),
        ("[" * 50 + "]" * 50, "f:1:21: nested deeper than 20"),
        ("x: &x 1\ny: [" + "*x," * 101 + "]", "f:2:305: more than 100 aliases"),
        (LAUGHS, "more than 100000 values"),
        ("a: 1\nb: \x07", "f:2:1: control characters are not allowed"),
        ("a" * (2**20 + 1), "f: longer than 1048576 bytes"),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    """With its place; equal keys all at once."""
    with pytest.raises(BadDocument) as refusal:
        read(text, "f")
    assert told in str(refusal.value)


def test_files(tmp_path: Path) -> None:
    """One that is not there, is no text, or is empty."""
    file = tmp_path / "a.yaml"
    with pytest.raises(BadDocument, match=r"a.yaml: No such file"):
        read_file(file)
    file.write_bytes(b"a: 1\nb: \xff")
    with pytest.raises(BadDocument, match=r"a.yaml:2: this is no UTF-8 text"):
        read_file(file)
    file.write_bytes(b"# nothing\n")
    assert plain(read_file(file)) == {}


def test_the_nearest_key() -> None:
    """Or all that there are."""
    assert nearest("exceute", ["execute", "remove"]) == 'unknown key "exceute"; did you mean "execute"?'
    assert nearest("x", ["b", "a"], "load") == 'unknown key "x" under load; there are a, b'


def test_each_of_many_problems_is_compared_with_few() -> None:
    """A file may have a hundred thousand."""
    compared: list[object] = []

    class Message(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            compared.append(other)
            return str.__eq__(self, other)

    problems = Problems("f")
    for number in range(200):
        for _ in range(2):  # what an alias repeats is one
            problems.add(Mark(1, 1), Message(number))
    assert len(problems.found) == 200
    assert len(compared) < 1000
