"""Percent-encoding as all signatures have it, and back."""

from urllib.parse import quote, unquote

UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"


def encode(text: str) -> str:
    """RFC 3986: blank as `%20`."""
    raw = text.encode()
    return quote(raw, safe="-_.~") if raw.translate(None, UNRESERVED) else text


def decode(text: str) -> str:
    """The text again, a `+` left as it is; UnicodeDecodeError when it is no UTF-8.

    What dates and signatures are full of is put first: no escape comes of it that was none.
    """
    if "%" not in text:
        return text
    text = text.replace("%3A", ":").replace("%2F", "/").replace("%2B", "+").replace("%3D", "=")
    return unquote(text, errors="strict") if "%" in text else text
