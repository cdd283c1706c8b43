"""Who makes a request: HMAC-SHA1 over some headers and the path, dated by real time."""

import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_plus

from scalehook.gateway.access_keys import same
from scalehook.gateway.freshness import Freshness
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.keyed_hashes import hmac_sha1
from scalehook_contracts.errors.common import MissingParameter
from scalehook_contracts.errors.gateway import (
    IllegalTimestamp,
    IncompleteSignature,
    SignatureDoesNotMatch,
)

SCHEME = "acs:"
METHOD, VERSION = "HMAC-SHA1", "1.0"


@dataclass(slots=True)
class Signed:
    """What the headers say about who has signed the request."""

    request: HttpRequest
    key_id: str
    token: str
    signature: str
    at: datetime
    nonce: str

    def verify(self, secret: str, freshness: Freshness) -> None:
        """Refuses it unless this secret has signed it, about now and once."""
        text = string_to_sign(self.request)
        if not same(self.signature, sign(secret, text)):
            raise SignatureDoesNotMatch(text=text)
        freshness.check_moment(self.at.timestamp())
        freshness.check_nonce(self.key_id, self.nonce)


def signed(request: HttpRequest) -> Signed:
    """As it is claimed; the documented error when something is missing or has no such form."""
    headers = request.headers
    header = _needed("authorization", headers)
    scheme, _, rest = header.partition(":")
    key_id, _, signature = rest.partition(":")
    is_known = headers.get("x-acs-signature-method", METHOD).upper() == METHOD
    if f"{scheme}:" != SCHEME or not key_id or not signature or not is_known:
        raise IncompleteSignature()
    if headers.get("x-acs-signature-version", VERSION) != VERSION:
        raise IncompleteSignature()
    at = _date(_needed("date", headers))
    token = headers.get("x-acs-security-token", "")
    return Signed(request, key_id, token, signature, at, _needed("x-acs-signature-nonce", headers))


def string_to_sign(request: HttpRequest) -> str:
    """The method, three headers, all that begin with `x-acs`, and the path with its query in order."""
    get = request.headers.get
    own = sorted(name for name in request.headers if name.startswith("x-acs"))
    lines = [request.method, get("content-md5", ""), get("content-type", ""), get("date", "")]
    lines += [f"{name}:{request.headers[name]}" for name in own]
    return "\n".join([*lines, _resource(request)])


def sign(secret: str, text: str) -> str:
    """The signature of that text."""
    digest = hmac_sha1(secret.encode(), text.encode("latin-1", "replace"))
    return binascii.b2a_base64(digest, newline=False).decode()


def _resource(request: HttpRequest) -> str:
    if not request.query:
        return request.path
    pairs = [part.partition("=") for part in request.query.split("&") if part]
    named = sorted((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)
    return f"{request.path}?{'&'.join(f'{name}={value}' for name, value in named)}"


def _date(text: str) -> datetime:
    try:
        at = parsedate_to_datetime(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError) as problem:
        raise IllegalTimestamp() from problem


def _needed(name: str, headers: dict[str, str]) -> str:
    value = headers.get(name)
    if not value:
        raise MissingParameter(name=name)
    return value
