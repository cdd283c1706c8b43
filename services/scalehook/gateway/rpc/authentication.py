"""Who makes a request: its signature is checked, whichever of the two schemes it has."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from scalehook.gateway.access_keys import AccessKeys, same
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.rpc import signature_acs3, signature_v1
from scalehook.gateway.rpc.freshness import Freshness
from scalehook.gateway.rpc.signature_acs3 import Credential
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.errors.common import MissingParameter
from scalehook_contracts.errors.gateway import (
    Acs3SignatureDoesNotMatch,
    IncompleteSignature,
    SignatureDoesNotMatch,
)


@dataclass(frozen=True)
class Authentication:
    """Checks signatures."""

    keys: AccessKeys
    freshness: Freshness = field(default_factory=Freshness)

    async def check(
        self, request: HttpRequest, query: Mapping[str, str], parameters: Mapping[str, str]
    ) -> ResolvedKey:
        """The key that signed; refuses with the gateway's documented errors. `parameters` are those of
        the query and of a form.
        """
        if is_acs3(request):
            return await self._check_acs3(request, query)
        return await self._check_v1(request, parameters)

    async def _check_v1(self, request: HttpRequest, parameters: Mapping[str, str]) -> ResolvedKey:
        key_id = _needed("AccessKeyId", parameters)
        signature = _needed("Signature", parameters)
        nonce = _needed("SignatureNonce", parameters)
        if parameters.get("SignatureMethod", "HMAC-SHA1").upper() != "HMAC-SHA1":
            raise IncompleteSignature()
        key = await self.keys.find(key_id, parameters.get("SecurityToken", ""))
        self.freshness.check_date(parameters.get("Timestamp") or _needed("TimeStamp", parameters))
        text = signature_v1.string_to_sign(request.method, parameters)
        if not same(signature, signature_v1.sign(key.access_key_secret, text)):
            raise SignatureDoesNotMatch(text=text)
        self.freshness.check_nonce(key_id, nonce)
        return key

    async def _check_acs3(self, request: HttpRequest, query: Mapping[str, str]) -> ResolvedKey:
        headers = request.headers
        credential = Credential.parse(headers)
        token = headers.get("x-acs-security-token", "")
        key = await self.keys.find(credential.access_key_id, token)
        self.freshness.check_date(headers.get("x-acs-date", ""))
        payload_hash = hashlib.sha256(request.body).hexdigest()
        text = signature_acs3.string_to_sign(
            signature_acs3.canonical_request(
                request.method,
                query,  # a form is covered by the payload's hash
                headers,
                credential.signed_headers,
                payload_hash,
            )
        )
        if not same(credential.signature, signature_acs3.sign(key.access_key_secret, text)):
            raise Acs3SignatureDoesNotMatch(text=text)
        self.freshness.check_nonce(credential.access_key_id, headers["x-acs-signature-nonce"])
        return key


def is_acs3(request: HttpRequest) -> bool:
    """Whether the request has the newer signature; everything else must have the older."""
    return request.headers.get("authorization", "").startswith("ACS3-")


def _needed(name: str, parameters: Mapping[str, str]) -> str:
    value = parameters.get(name)
    if not value:
        raise MissingParameter(name=name)
    return value
