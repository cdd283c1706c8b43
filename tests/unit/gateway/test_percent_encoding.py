"""Texts as signatures have them."""

from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.gateway.percent_encoding import decode, encode


@given(st.text())
def test_it_is_the_encoding_that_everybody_has(text: str) -> None:
    """Of RFC 3986, and it can be read again."""
    assert encode(text) == quote(text, safe="-_.~")
    assert decode(encode(text)) == text


PIECES = [
    "%",
    "%4",
    "%C3",
    "%A9",
    "%c3%a9",
    "%3D",
    "%0D%0A",
    "=",
    "=\n",
    "=3D",
    "\r",
    "\n",
    "_",
    "4",
    "é",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_nobody_writes_is_read_as_everybody_does(text: str) -> None:
    """Escapes that are none, halves of letters, and what means something elsewhere."""
    try:
        expected = unquote(text, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            decode(text)
    else:
        assert decode(text) == expected
