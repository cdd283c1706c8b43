"""Whether a push is the cloud's: RSA over its headers, and the MD5 of its body among them."""

import base64
import hashlib
import re
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
NAMED = ("content-md5", "content-type", "date")


def is_signed(headers: Mapping[str, str], target: str, body: bytes) -> bool:
    """`target` is what stands on the request line: the path, and the query if there is one."""
    given = {name.lower(): value for name, value in headers.items()}
    try:
        where = base64.b64decode(given["x-mns-signing-cert-url"], validate=True).decode()
        signature = base64.b64decode(given["authorization"], validate=True)
    except (KeyError, ValueError):
        return False
    address = CERTIFICATES.fullmatch(where)
    if address is None or given.get("content-md5") not in digests(body):
        return False
    signed = text(given, target)
    try:
        key(f"https://{address[1]}").verify(signature, signed, PKCS1v15(), SHA1())  # noqa: S303  # the service's own choice
    except InvalidSignature:
        return False
    return True


def text(headers: Mapping[str, str], target: str) -> bytes:
    """What is signed."""
    own = [f"{name}:{headers[name]}" for name in sorted(headers) if name.startswith("x-mns-")]
    return "\n".join(["POST", *(headers.get(name, "") for name in NAMED), *own, target]).encode()


def digests(body: bytes) -> set[str]:
    """The forms in which the MD5 of a body has been seen."""
    digest = hashlib.md5(body, usedforsecurity=False)
    written = digest.hexdigest()
    in_base64 = {base64.b64encode(raw).decode() for raw in (digest.digest(), written.encode())}
    return {written, written.upper(), *in_base64}


@lru_cache(16)
def key(url: str) -> RSAPublicKey:
    """Of the certificate that lies there."""
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  # it begins with https://
        found = x509.load_pem_x509_certificate(answer.read(65536)).public_key()
    if not isinstance(found, RSAPublicKey):
        raise ValueError(f"the certificate at {url} has no RSA key")
    return found
