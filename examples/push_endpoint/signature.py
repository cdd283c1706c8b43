"""Whether a push is the cloud's or a stack's: RSA over its headers, and its body's MD5 among them."""

import base64
import hashlib
import os
import re
import time
import urllib.request
from collections.abc import Mapping
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1

# the bucket is the service's own, in whatever region
CERTIFICATES = re.compile(r"https?://(mnstest\.oss-[a-z0-9-]+\.aliyuncs\.com/[^\s]+)")
STACK = os.environ.get("SCALEHOOK_ENDPOINT", "")  # empty: this is the cloud
GOOD_SECONDS = 10  # for which a certificate is not fetched again
NAMED = ("content-md5", "content-type", "date")


def is_signed(headers: Mapping[str, str], target: str, body: bytes) -> bool:
    """`target` is what stands on the request line: the path, and the query if there is one."""
    given = {name.lower(): value for name, value in headers.items()}
    try:
        where = base64.b64decode(given["x-mns-signing-cert-url"], validate=True).decode()
        signature = base64.b64decode(given["authorization"], validate=True)
    except (KeyError, ValueError):
        return False
    address = address_of(where)
    if address is None or given.get("content-md5") not in digests(body):
        return False
    signed, when = text(given, target), int(time.monotonic() // GOOD_SECONDS)
    try:
        key(address, when).verify(signature, signed, PKCS1v15(), SHA1())  # noqa: S303  # the service's own choice
    except InvalidSignature:
        return False
    return True


def address_of(where: str) -> str | None:
    """Of a certificate that counts: the cloud's, always by TLS, or that of the stack."""
    if cloud := CERTIFICATES.fullmatch(where):
        return f"https://{cloud[1]}"
    return where if STACK and where.startswith(f"{STACK}/") else None


def text(headers: Mapping[str, str], target: str) -> bytes:
    """What is signed."""
    own = [f"{name}:{headers[name]}" for name in sorted(headers) if name.startswith("x-mns-")]
    named = (headers.get(name, "") for name in NAMED)
    return "\n".join(["POST", *named, *own, target]).encode("latin-1")  # as the server has read them


def digests(body: bytes) -> set[str]:
    """The forms in which the MD5 of a body has been seen."""
    digest = hashlib.md5(body, usedforsecurity=False)
    written = digest.hexdigest()
    in_base64 = {base64.b64encode(raw).decode() for raw in (digest.digest(), written.encode())}
    return {written, written.upper(), *in_base64}


@lru_cache(16)
def key(url: str, when: int) -> RSAPublicKey:
    """Of the certificate that lies there; a stack that was started anew has another one."""
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  # one of those above
        found = x509.load_pem_x509_certificate(answer.read(65536)).public_key()
    if not isinstance(found, RSAPublicKey):
        raise ValueError(f"the certificate at {url} has no RSA key")
    return found
