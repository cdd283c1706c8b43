"""Percent-encoding as all signatures have it."""

from urllib.parse import quote


def encode(text: str) -> str:
    """RFC 3986: blank as `%20`."""
    return quote(text, safe="-_.~")
