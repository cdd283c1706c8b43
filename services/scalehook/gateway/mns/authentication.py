"""Who makes a request to MNS."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from scalehook.gateway.access_keys import AccessKeys, same
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns import signature
from scalehook.kit.clock.clock import real_now
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.errors.common import InvalidAccessKeyIdNotFound
from scalehook_contracts.errors.mns import (
    InvalidAccessKeyId,
    InvalidAuthorizationHeader,
    InvalidDateHeader,
    InvalidDegist,
    InvalidVersionHeader,
    MissingAuthorizationHeader,
    MissingDateHeader,
    SignatureDoesNotMatch,
    TimeExpired,
)

VERSION = "2015-06-06"
TOLERANCE = timedelta(minutes=15)
V1_HEADER = re.compile(r"MNS ([^:\s]+):(\S+)")
V4_HEADER = re.compile(
    rf"{signature.V4}\s+Credential=([^/\s]+)/(\d{{8}}/[^/]+/mns/aliyun_v4_request),"
    r"\s*Signature=([0-9a-fA-F]{64})"
)


@dataclass(frozen=True)
class Authentication:
    """Checks signatures, dates by real time, and the MD5 of bodies."""

    keys: AccessKeys

    async def check(self, request: HttpRequest) -> ResolvedKey:
        """The key that signed."""
        header = request.headers.get("authorization")
        if not header:
            raise MissingAuthorizationHeader()
        date = request.headers.get("date") or request.headers.get("x-mns-date")
        if not date:
            raise MissingDateHeader()
        at = date_in(date)
        if request.headers.get("x-mns-version", VERSION) != VERSION:
            raise InvalidVersionHeader()
        key = await self._check_signature(request, header, at)
        if abs(real_now() - at) > TOLERANCE:
            raise TimeExpired()
        _check_md5(request)
        return key

    async def _check_signature(self, request: HttpRequest, header: str, at: datetime) -> ResolvedKey:
        if v4 := V4_HEADER.fullmatch(header.strip()):
            key = await self._key(v4[1], request)
            text = signature.v4_string_to_sign(request, at, v4[2])
            expected, given = signature.v4_sign(key.access_key_secret, v4[2], text), v4[3].lower()
        elif v1 := V1_HEADER.fullmatch(header.strip()):
            key = await self._key(v1[1], request)
            text = signature.string_to_sign(request)
            expected, given = signature.sign(key.access_key_secret, text), v1[2]
        else:
            raise InvalidAuthorizationHeader()
        if not same(expected, given):
            raise SignatureDoesNotMatch()
        return key

    async def _key(self, key_id: str, request: HttpRequest) -> ResolvedKey:
        try:
            return await self.keys.find(key_id, request.headers.get("security-token", ""))
        except InvalidAccessKeyIdNotFound as unknown:
            raise InvalidAccessKeyId() from unknown


@lru_cache(maxsize=100)  # requests of one second have the same date
def date_in(text: str) -> datetime:
    """The date of a header; InvalidDateHeader when it is none, or none that UTC knows."""
    try:
        at = parsedate_to_datetime(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError) as problem:  # the last two are its bugs
        raise InvalidDateHeader() from problem


def _check_md5(request: HttpRequest) -> None:
    """Clients send the Base64 of the digest, or of the digest's hexadecimal text."""
    given = request.headers.get("content-md5")
    if not given:
        return
    digest = hashlib.md5(request.body, usedforsecurity=False)
    try:
        decoded = base64.b64decode(given, validate=True)
    except ValueError as problem:  # no Base64, or not even ASCII
        raise InvalidDegist() from problem
    if decoded not in (digest.digest(), digest.hexdigest().encode()):
        raise InvalidDegist()
