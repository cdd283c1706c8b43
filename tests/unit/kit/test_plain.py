"""What users give as JSON text, and their patterns, are read in bounded time and can be kept."""

import json
import re

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.api.wildcards import matches
from scalehook_contracts.plain import DEEPEST, NotPlain, check_plain, parse_json

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
PLAIN = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text("ab\0é"), inner))


@given(PLAIN)
def test_what_is_read_can_be_kept(value: object) -> None:
    """Plain data passes, and comes back the same from the journal's reader."""
    read = parse_json(json.dumps(value))
    assert orjson.loads(orjson.dumps(read)) == read == value


@pytest.mark.parametrize(
    "text",
    [
        r'"\ud800"', r'{"\udfff": 1}', "NaN", "[-Infinity]", "1e999", "9" * 4000, "-" + "9" * 25,
        "[" * 100_000, "[" * 300 + "]" * 300, "", "{", "nope", "[1,]",
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    """Lone surrogates, numbers beyond 64 bits, deep nesting and broken JSON end in one error."""
    with pytest.raises(NotPlain):
        parse_json(text)


def test_nesting_is_taken_up_to_the_limit() -> None:
    """One level below the limit is fine."""
    parse_json("[" * DEEPEST + "]" * DEEPEST)


def test_other_types_are_not_plain() -> None:
    """Dates and bytes, as YAML knows them, are told by name."""
    with pytest.raises(NotPlain, match="bytes"):
        check_plain([b"x"])


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=10))
def test_wildcards_match_as_a_regular_expression_would(pattern: str, text: str) -> None:
    """`*` is any text, `?` one character, everything else itself."""
    expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    assert matches(pattern, text) == bool(re.fullmatch(expression, text))


def test_a_pattern_full_of_stars_ends() -> None:
    """What would make a regular expression search for ever is answered at once."""
    assert not matches("*?" * 50 + "Z", "a" * 5000)
