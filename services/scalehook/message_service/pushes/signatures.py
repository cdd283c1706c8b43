"""What a push is signed over, and with: RSA, PKCS #1 v1.5, SHA-1, as the service does it."""

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from scalehook.kit.push.urls import on_the_wire, request_target
from scalehook.message_service.state import SigningKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

CERTIFICATE_PATH = "/x509_public_certificate.pem"  # the cloud's own file name


def signed(headers: Mapping[str, str], endpoint: str, key: SigningKey, stack: str) -> dict[str, str]:
    """The headers with the signature, and where its certificate is: at the stack's own URL. Each key has
    another address, since receivers keep certificates by it.
    """
    digest = hashlib.sha256(key.certificate.encode()).hexdigest()[:16]
    url = f"{stack.rstrip('/')}{CERTIFICATE_PATH}?key={digest}"
    complete = {**headers, "x-mns-signing-cert-url": base64.b64encode(url.encode()).decode()}
    signature = _sign(key.private_key, signed_text(complete, _target(endpoint)).encode())
    return {"Authorization": base64.b64encode(signature).decode(), **complete}


def signed_text(headers: Mapping[str, str], target: str) -> str:
    """What is signed: all that the service says, and the path with its query."""
    own = [f"{name}:{headers[name]}" for name in sorted(headers) if name.startswith("x-mns-")]
    named = [headers["Content-md5"], headers["Content-Type"], headers["Date"]]
    return "\n".join(["POST", *named, *own, target])


def _target(endpoint: str) -> str:
    """As it will stand on the request line; an address that is none is never asked."""
    try:
        return request_target(on_the_wire(endpoint))
    except ValueError:
        return "/"


def _sign(private_key: str, text: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA1

    return _key(private_key).sign(text, PKCS1v15(), SHA1())  # noqa: S303  # the service's own choice


@lru_cache(maxsize=4)
def _key(pem: str) -> "RSAPrivateKey":
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return cast("RSAPrivateKey", load_pem_private_key(pem.encode(), None))
