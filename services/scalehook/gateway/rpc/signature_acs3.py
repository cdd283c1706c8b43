"""Signature ACS3-HMAC-SHA256: over the query, chosen headers and the body's hash."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from scalehook.gateway.keyed_hashes import hmac_sha256
from scalehook.gateway.rpc.signature_v1 import canonical
from scalehook_contracts.errors.gateway import IncompleteSignature

ALGORITHM = "ACS3-HMAC-SHA256"
CLAIM = re.compile(rf"{ALGORITHM}\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*")
SIGNATURE = re.compile(r"[0-9a-fA-F]+\s*")
LONGEST = 1000  # of a claim that is kept: however much a client sends, it fills no memory
EMPTY_HASH = hashlib.sha256(b"").hexdigest()
MUST_BE_SIGNED = {
    "host",
    "x-acs-action",
    "x-acs-version",
    "x-acs-date",
    "x-acs-content-sha256",
    "x-acs-signature-nonce",
}


@dataclass(frozen=True, slots=True)
class Credential:
    """The Authorization header taken apart."""

    access_key_id: str
    signed_headers: tuple[str, ...]
    signature: str

    @classmethod
    def parse(cls, headers: Mapping[str, str]) -> "Credential":
        """IncompleteSignature when the header has another form, or too little is signed or sent."""
        claim, _, signature = headers.get("authorization", "").rpartition("Signature=")
        key_id, signed = _known_claim(claim) if len(claim) <= LONGEST else _claim(claim)
        if SIGNATURE.fullmatch(signature) is None or not all(map(headers.get, MUST_BE_SIGNED)):
            raise IncompleteSignature()
        return cls(key_id, signed, signature.rstrip().lower())


def _claim(text: str) -> tuple[str, tuple[str, ...]]:
    """Who claims to have signed which headers."""
    found = CLAIM.fullmatch(text)
    signed = tuple(found[2].lower().split(";")) if found else ()
    if found is None or not set(signed) >= MUST_BE_SIGNED:
        raise IncompleteSignature()
    return found[1], signed


_known_claim = lru_cache(maxsize=100)(_claim)  # all requests of a client make the same one


def payload_hash(body: bytes) -> str:
    """Of a request's body. Most have none: all is in the query."""
    return hashlib.sha256(body).hexdigest() if body else EMPTY_HASH


def canonical_request(
    method: str,
    parameters: Mapping[str, str],
    headers: Mapping[str, str],
    signed_headers: tuple[str, ...],
    payload_hash: str,
    path: str = "/",
) -> str:
    """The request as it is hashed."""
    lines = "".join([f"{name}:{headers.get(name, '').strip()}\n" for name in signed_headers])
    names = ";".join(signed_headers)
    return f"{method}\n{path}\n{canonical(parameters)}\n{lines}\n{names}\n{payload_hash}"


def string_to_sign(request: str) -> str:
    """What is signed."""
    return f"{ALGORITHM}\n{hashlib.sha256(request.encode('latin-1')).hexdigest()}"  # headers are bytes


def sign(secret: str, text: str) -> str:
    """The signature of that text."""
    return hmac_sha256(secret.encode(), text.encode()).hex()
