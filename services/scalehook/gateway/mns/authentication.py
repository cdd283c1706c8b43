"""Who makes a request to MNS: signatures, dates by real time, and the MD5 of bodies."""

import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple

from scalehook.gateway.access_keys import same
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns import signature
from scalehook.kit.clock.clock import real_seconds
from scalehook.kit.digests import md5
from scalehook_contracts.errors.mns import (
    InvalidAuthorizationHeader,
    InvalidContentType,
    InvalidDateHeader,
    InvalidDegist,
    InvalidVersionHeader,
    MissingAuthorizationHeader,
    MissingDateHeader,
    SignatureDoesNotMatch,
    TimeExpired,
)

VERSION = "2015-06-06"
TOLERANCE_SECONDS = 15 * 60
MD5_BYTES = 16
XML_TYPE = re.compile(
    r'(?:text|application)/xml\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?', re.IGNORECASE
)
V4_HEADER = re.compile(
    rf"{signature.V4}\s+Credential=([^/\s]+)/(\d{{8}}/[^/]+/mns/aliyun_v4_request),"
    r"\s*Signature=([0-9a-fA-F]{64})"
)


class Dated(NamedTuple):
    """A time, and the same as a Unix timestamp."""

    time: datetime
    seconds: float


@dataclass(slots=True)
class Signed:
    """What the headers of a request say about who has signed it, and when."""

    key_id: str
    token: str
    signature: str
    at: Dated
    scope: str = ""  # of V4; the older signature has none

    def is_of_its_day(self) -> bool:
        """Whether the day that V4 derives a key for is that of the request."""
        return not self.scope or self.scope.startswith(signature.v4_day(self.at.time))


def signed(request: HttpRequest) -> Signed:
    """As it is claimed; the documented error when something is missing or has no such form."""
    headers = request.headers
    header = headers.get("authorization")
    if not header:
        raise MissingAuthorizationHeader()
    date = headers.get("date") or headers.get("x-mns-date")
    if not date:
        raise MissingDateHeader()
    at = date_in(date)
    if headers.get("x-mns-version", VERSION) != VERSION:
        raise InvalidVersionHeader()
    if request.body and not _is_xml(headers.get("content-type") or "text/xml"):
        raise InvalidContentType()
    token = headers.get("security-token", "")
    header = header.strip()
    scheme, _, rest = header.partition(" ")
    if scheme == "MNS":
        key_id, _, given = rest.partition(":")
        if key_id and given and rest.split() == [rest]:  # no white space in it
            return Signed(key_id, token, given, at)
    if v4 := V4_HEADER.fullmatch(header):
        return Signed(v4[1], token, v4[3].lower(), at, v4[2])
    raise InvalidAuthorizationHeader()


def verify(request: HttpRequest, by: Signed, secret: str) -> None:
    """Refuses it unless this secret has signed it, about now by real time, with this very body."""
    if by.scope:
        text = signature.v4_string_to_sign(request, by.at.time, by.scope)
        expected = signature.v4_sign(secret, by.scope, text)
    else:
        expected = signature.sign(secret, signature.string_to_sign(request))
    if not same(expected, by.signature) or not by.is_of_its_day():
        raise SignatureDoesNotMatch()
    if abs(real_seconds() - by.at.seconds) > TOLERANCE_SECONDS:
        raise TimeExpired()
    _check_md5(request)


@lru_cache(maxsize=100)  # requests of one second have the same date
def date_in(text: str) -> Dated:
    """The date of a header; InvalidDateHeader when it is none, or none that UTC knows."""
    try:
        at = parsedate_to_datetime(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        return Dated(at, at.timestamp())
    except (ValueError, OverflowError, TypeError, IndexError) as problem:  # the last two are its bugs
        raise InvalidDateHeader() from problem


@lru_cache(maxsize=100)
def _is_xml(content_type: str) -> bool:
    """Whether it is one of those that the official clients send; what has no body may have any."""
    return XML_TYPE.fullmatch(content_type.strip()) is not None


def _check_md5(request: HttpRequest) -> None:
    """Clients send the Base64 of the digest, or of the digest's hexadecimal text."""
    given = request.headers.get("content-md5")
    if not given:
        return
    try:
        decoded = binascii.a2b_base64(given, strict_mode=True)
    except ValueError as problem:  # no Base64, or not even ASCII
        raise InvalidDegist() from problem
    digest = md5(request.body)
    is_plain = len(decoded) == MD5_BYTES
    if decoded != (digest.digest() if is_plain else digest.hexdigest().encode()):
        raise InvalidDegist()
