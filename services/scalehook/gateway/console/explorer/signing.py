"""Signs a draft as a client does, and shows each step of it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.eventbridge import signature as header_signature
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.rpc import signature_acs3, signature_v1
from scalehook.kit.clock.clock import real_now

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Key:
    """Who signs."""

    id: str
    secret: str


@dataclass(frozen=True)
class Signed:
    """A request, and how its signature was made: `canonical_request` is empty where what is signed has
    no hash of it.
    """

    request: HttpRequest
    string_to_sign: str
    signature: str
    canonical_request: str = ""


def sign(draft: Draft, key: Key, host: str, client: str) -> Signed:
    """By the signature of the draft's style. `host` is the gateway's, `client` the page's address."""
    signed = SIGNING[draft.style](draft, key, host)
    signed.request.host, signed.request.client = host, client
    return signed


def _rpc(draft: Draft, key: Key, host: str) -> Signed:
    """Signature V1: over all parameters."""
    parameters = {
        "Action": draft.action,
        "Version": draft.version,
        "Format": "JSON",
        "AccessKeyId": key.id,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": secrets.token_hex(16),
        "Timestamp": _now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        **draft.query,
    }
    text = signature_v1.string_to_sign(draft.method, parameters)
    signature = signature_v1.sign(key.secret, text)
    body = urlencode({**parameters, "Signature": signature}).encode()
    request = HttpRequest(draft.method, "/", "", {"content-type": FORM, "host": host}, body)
    return Signed(request, text, signature)


def _roa(draft: Draft, key: Key, host: str) -> Signed:
    """ACS3: over query, headers and the body's hash."""
    body = draft.body.encode()
    headers = {
        **draft.headers,
        "host": host,
        "x-acs-action": draft.action,
        "x-acs-content-sha256": signature_acs3.payload_hash(body),
        "x-acs-date": _now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": secrets.token_hex(16),
        "x-acs-version": draft.version,
    }
    names = tuple(sorted(headers))
    canonical = signature_acs3.canonical_request(
        draft.method, draft.query, headers, names, headers["x-acs-content-sha256"], draft.path
    )
    text = signature_acs3.string_to_sign(canonical)
    signature = signature_acs3.sign(key.secret, text)
    headers["authorization"] = (
        f"{signature_acs3.ALGORITHM} Credential={key.id},SignedHeaders={';'.join(names)},"
        f"Signature={signature}"
    )
    return Signed(_request(draft, headers, body), text, signature, canonical)


def _rest(draft: Draft, key: Key, host: str) -> Signed:
    """Over some headers and the path: of MNS, and of EventBridge's data."""
    headers = {**draft.headers, "host": host, "date": format_datetime(_now(), usegmt=True)}
    if draft.scheme == "acs:":
        headers["x-acs-signature-nonce"] = secrets.token_hex(16)
    text = string_to_sign(draft, headers)
    signature = header_signature.sign(key.secret, text)
    headers["authorization"] = f"{draft.scheme}{key.id}:{signature}"
    return Signed(_request(draft, headers, draft.body.encode()), text, signature)


def string_to_sign(draft: Draft, headers: dict[str, str]) -> str:
    """What both of these sign, whose own headers differ in their names alone."""
    own = sorted(name for name in headers if name.startswith(("x-mns-", "x-acs-")))
    lines = [draft.method, "", headers.get("content-type", ""), headers["date"]]
    return "\n".join([*lines, *(f"{name}:{headers[name]}" for name in own), draft.target])


def _request(draft: Draft, headers: dict[str, str], body: bytes) -> HttpRequest:
    query = draft.target.partition("?")[2]
    return HttpRequest(draft.method, draft.path, query, headers, body, raw=draft.target)


def _now() -> datetime:
    """Signatures are dated by real time."""
    return real_now().astimezone(UTC)


SIGNING: dict[str, Callable[[Draft, Key, str], Signed]] = {"rpc": _rpc, "roa": _roa, "rest": _rest}
