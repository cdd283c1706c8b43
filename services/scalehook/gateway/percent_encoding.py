"""Percent-encoding as all signatures have it, and back."""

from urllib.parse import quote, unquote

OFTEN = {"%3A": ":", "%2F": "/", "%2B": "+", "%3D": "="}  # in dates and signatures


def encode(text: str) -> str:
    """RFC 3986: blank as `%20`."""
    if text.isalnum() and text.isascii():
        return text
    return quote(text, safe="-_.~")


def decode(text: str) -> str:
    """The text again, a `+` left as it is; UnicodeDecodeError when it is no UTF-8. What stands for these
    few characters can be put first: none of them makes an escape of what was none.
    """
    if "%" not in text:
        return text
    for escape, character in OFTEN.items():
        text = text.replace(escape, character)
    return unquote(text, errors="strict") if "%" in text else text
