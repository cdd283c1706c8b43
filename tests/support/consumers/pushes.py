"""Pushes as the service signs them, with a key and a certificate of our own."""

import base64
import datetime
import hashlib
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509.oid import NameOID

DATE = "Thu, 01 Jan 2026 00:00:10 GMT"
HOUR = datetime.timedelta(hours=1)
OUR_URL = "http://127.0.0.1:4580/certificate.pem"
CLOUD_URL = "http://mnstest.oss-cn-hangzhou.aliyuncs.com/x509_public_certificate.pem"


@cache
def our_key() -> Any:
    """Made when somebody asks: it takes a fifth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(key: Any = None) -> bytes:
    """Of this key, or of ours."""
    key = key or our_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mns")])
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - HOUR, now + HOUR)
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def signed(
    body: bytes = b"body", target: str = "/a?b=c", url: str = OUR_URL, **changed: str
) -> dict[str, str]:
    """The headers of a push, as the service signs them."""
    digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
    headers = {
        "content-md5": base64.b64encode(digest.encode()).decode(),
        "content-type": "text/xml;charset=utf-8",
        "date": DATE,
        "x-mns-request-id": "5F",
        "x-mns-signing-cert-url": base64.b64encode(url.encode()).decode(),
        "x-mns-version": "2015-06-06",
        **changed,
    }
    own = [f"{name}:{headers[name]}" for name in sorted(headers) if name.startswith("x-mns-")]
    lines = ["POST", headers["content-md5"], headers["content-type"], DATE, *own, target]
    signature = our_key().sign("\n".join(lines).encode(), PKCS1v15(), hashes.SHA1())
    return {**headers, "authorization": base64.b64encode(signature).decode()}
