"""Texts as signatures have them."""

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from scalehook.gateway.percent_encoding import decode, encode


@given(st.text())
def test_it_is_the_encoding_that_everybody_has(text: str) -> None:
    """Of RFC 3986, and it can be read again."""
    assert encode(text) == quote(text, safe="-_.~")
    assert decode(encode(text)) == text
