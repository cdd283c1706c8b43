"""The two signatures of MNS: HMAC-SHA1 over some headers, and V4."""

import binascii
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.keyed_hashes import hmac_sha1, hmac_sha256
from scalehook.gateway.percent_encoding import encode

V4 = "MNS4-HMAC-SHA256"


def string_to_sign(request: HttpRequest) -> str:
    """What the older signature covers: the target exactly as it stands on the request line, and headers
    byte for byte (of which `HttpRequest` has made one character each).
    """
    headers = request.headers
    get = headers.get
    own = "".join([f"{name}:{headers[name]}\n" for name in _own_names(*headers)])
    date = get("date") or get("x-mns-date", "")
    body = f"{get('content-md5', '')}\n{get('content-type', '')}"
    return f"{request.method}\n{body}\n{date}\n{own}{request.target}"


def sign(secret: str, text: str) -> str:
    """The older signature of that text."""
    digest = hmac_sha1(secret.encode(), text.encode("latin-1"))
    return binascii.b2a_base64(digest, newline=False).decode()


def v4_string_to_sign(request: HttpRequest, at: datetime, scope: str) -> str:
    """What V4 covers."""
    signed = {
        name: value.strip()
        for name, value in request.headers.items()
        if name in ("content-type", "content-md5") or name.startswith("x-mns-")
    }
    canonical = "\n".join(
        [
            request.method,
            "/".join(encode(unquote(part)) for part in request.path.split("/")),
            _v4_query(request.query),
            "".join(f"{name}:{signed[name]}\n" for name in sorted(signed)),
            "",
        ]
    )
    return f"{V4}\n{v4_day(at)}T{at:%H%M%S}Z\n{scope}\n{canonical}"


def v4_day(at: datetime) -> str:
    """The day, as V4 spells it; before the year 1000, too, where `strftime` does not."""
    return f"{at.year:04}{at:%m%d}"


def v4_sign(secret: str, scope: str, text: str) -> str:
    """The V4 signature of that text."""
    key = f"aliyun_v4{secret}".encode()
    for part in scope.split("/"):
        key = hmac_sha256(key, part.encode())
    return hmac_sha256(key, text.encode("latin-1")).hex()


@lru_cache(maxsize=100)  # a client's requests have the same headers
def _own_names(*names: str) -> list[str]:
    return sorted(name for name in names if name.startswith("x-mns-"))


def _v4_query(query: str) -> str:
    pairs: Mapping[str, str] = {
        encode(unquote(name).lower()): encode(unquote(value))
        for name, _, value in (part.partition("=") for part in query.split("&") if part)
    }
    return "&".join(f"{name}={pairs[name]}" if pairs[name] else name for name in sorted(pairs))
