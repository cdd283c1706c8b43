"""Signature ACS3-HMAC-SHA256: over the query, chosen headers and the body's hash."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from scalehook.gateway.rpc.signature_v1 import canonical
from scalehook_contracts.errors.gateway import IncompleteSignature

ALGORITHM = "ACS3-HMAC-SHA256"
AUTHORIZATION = re.compile(
    rf"{ALGORITHM}\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-fA-F]+)\s*"
)
MUST_BE_SIGNED = {
    "host",
    "x-acs-action",
    "x-acs-version",
    "x-acs-date",
    "x-acs-content-sha256",
    "x-acs-signature-nonce",
}


@dataclass(frozen=True)
class Credential:
    """The Authorization header taken apart."""

    access_key_id: str
    signed_headers: tuple[str, ...]
    signature: str

    @classmethod
    def parse(cls, headers: Mapping[str, str]) -> "Credential":
        """IncompleteSignature when the header has another form, or too little is signed or sent."""
        found = AUTHORIZATION.fullmatch(headers.get("authorization", ""))
        if found is None:
            raise IncompleteSignature()
        signed = tuple(found[2].lower().split(";"))
        if not set(signed) >= MUST_BE_SIGNED or not all(map(headers.get, MUST_BE_SIGNED)):
            raise IncompleteSignature()
        return cls(found[1], signed, found[3].lower())


def canonical_request(
    method: str,
    parameters: Mapping[str, str],
    headers: Mapping[str, str],
    signed_headers: tuple[str, ...],
    payload_hash: str,
) -> str:
    """The request as it is hashed."""
    lines = "".join(f"{name}:{headers.get(name, '').strip()}\n" for name in signed_headers)
    return "\n".join([method, "/", canonical(parameters), lines, ";".join(signed_headers), payload_hash])


def string_to_sign(request: str) -> str:
    """What is signed."""
    return f"{ALGORITHM}\n{hashlib.sha256(request.encode('latin-1')).hexdigest()}"  # headers are bytes


def sign(secret: str, text: str) -> str:
    """The signature of that text."""
    return hmac.digest(secret.encode(), text.encode(), hashlib.sha256).hex()
