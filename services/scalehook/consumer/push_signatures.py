"""Whether a push is from whom it says: RSA over its headers, and the body's MD5 among them."""

import base64
import binascii
import hashlib
import re
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit, urlunsplit

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1

from scalehook.consumer.signing import mns_text

# The bucket `mnstest` is the service's own, in whatever region; its names cannot be had by others.
CLOUD = re.compile(r"mnstest\.oss-[a-z0-9-]+\.aliyuncs\.com")
LARGEST_CERTIFICATE = 64 * 1024
MOST_CERTIFICATES = 16
GOOD_SECONDS = 5.0  # for which no certificate is fetched again, whatever does not fit it


class BadSignature(Exception):
    """The push is refused. The text says why."""


class PushSignatures:
    """`hosts` are those, besides the cloud's own, that certificates may come from: `name:port`."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        hosts: set[str],
        *,
        required: bool,
        real: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._hosts = hosts
        self._required = required
        self._real = real
        self._keys: dict[str, tuple[RSAPublicKey, float]] = {}  # and when it was fetched

    async def check(self, headers: Mapping[str, str], target: str, body: bytes) -> None:
        """BadSignature unless it is signed as it should. `headers` are named in lower case."""
        signature, where = headers.get("authorization"), headers.get("x-mns-signing-cert-url")
        if not signature and not where and not self._required:
            return
        if not signature or not where:
            raise BadSignature("not signed")
        self._check_body(headers.get("content-md5", ""), body)
        url = self._allowed(_decoded(where).decode(errors="replace"))
        text = mns_text("POST", headers, target).encode("latin-1")  # as servers read what is UTF-8
        fitting = _fits(await self._key(url), _decoded(signature), text)
        if not fitting and self._is_old(url):
            fitting = _fits(await self._fetched(url), _decoded(signature), text)
        if not fitting:
            raise BadSignature("the signature does not fit")

    def _check_body(self, given: str, body: bytes) -> None:
        """The signature covers no body: the MD5 that it covers does. It has been seen in three forms."""
        digest = hashlib.md5(body, usedforsecurity=False)
        text = digest.hexdigest()
        forms = (text.upper(), text, _base64(text.encode()), _base64(digest.digest()))
        if given not in forms:
            raise BadSignature("the body does not fit its Content-md5")

    def _allowed(self, url: str) -> str:
        """The address of the certificate; in the cloud always by TLS."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise BadSignature("the certificate's address is none") from None
        plain = parts.scheme in ("http", "https") and not parts.username
        if plain and port is None and CLOUD.fullmatch(host):
            return urlunsplit(parts._replace(scheme="https"))
        if plain and parts.netloc in self._hosts:
            return url
        raise BadSignature(f"certificates do not come from {parts.netloc[:100]!r}")

    async def _key(self, url: str) -> RSAPublicKey:
        return self._keys[url][0] if url in self._keys else await self._fetched(url)

    def _is_old(self, url: str) -> bool:
        """A stack that was started anew has another key, at the same address."""
        known = self._keys.get(url)
        return known is None or self._real() - known[1] >= GOOD_SECONDS

    async def _fetched(self, url: str) -> RSAPublicKey:
        try:
            answer = await self._client.get(url)
            answer.raise_for_status()
            key = x509.load_pem_x509_certificate(answer.content[:LARGEST_CERTIFICATE]).public_key()
        except (httpx.HTTPError, ValueError) as problem:
            raise BadSignature(f"its certificate cannot be read: {problem!r}") from None
        if not isinstance(key, RSAPublicKey):
            raise BadSignature("its certificate has no RSA key")
        if len(self._keys) >= MOST_CERTIFICATES:
            self._keys.clear()
        self._keys[url] = (key, self._real())
        return key


def _fits(key: RSAPublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text, PKCS1v15(), SHA1())  # noqa: S303  # the service's own choice
    except InvalidSignature:
        return False
    return True


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadSignature("not Base64") from None


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
