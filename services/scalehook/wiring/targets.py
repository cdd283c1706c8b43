"""What stands on a request line behind the method."""

import re

AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")


def own_target(target: bytes) -> str:
    """What a request asks of this server; a proxy's client names the server before that."""
    text = target.decode("latin-1")
    if text[:1] != "/" and (authority := AUTHORITY.match(text)):
        text = text[authority.end() :]
        return text if text[:1] == "/" else f"/{text}"
    return text


def split_target(target: str) -> tuple[str, str]:
    """Path and query; there is nothing that a fragment could be of."""
    path, _, query = target.partition("#")[0].partition("?")
    return path or "/", query
