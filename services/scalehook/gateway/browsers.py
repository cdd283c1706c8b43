"""What comes from a browser: it may look, and changes nothing without the token."""

import hmac

from scalehook.gateway.http import HttpRequest
from scalehook_contracts.errors.gateway import ForeignToken

HEADER = "x-scalehook-token"
TELLING = ("origin", "sec-fetch-site")  # only browsers send them


def check_token(request: HttpRequest, token: str) -> None:
    """ForeignToken, if a page sends this and was not opened by the link that has the token."""
    headers = request.headers
    if any(name in headers for name in TELLING) and not _same(headers.get(HEADER, ""), token):
        raise ForeignToken()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
