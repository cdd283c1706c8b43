"""Who makes a request: its signature is checked, whichever of the two schemes it has."""

from collections.abc import Mapping
from dataclasses import dataclass

from scalehook.gateway.access_keys import same
from scalehook.gateway.freshness import Freshness
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.rpc import signature_acs3, signature_v1
from scalehook.gateway.rpc.signature_acs3 import Credential
from scalehook_contracts.errors.common import MissingParameter
from scalehook_contracts.errors.gateway import (
    Acs3SignatureDoesNotMatch,
    IncompleteSignature,
    SignatureDoesNotMatch,
)

Parameters = Mapping[str, str]
ONLY_WAY = ("HMAC-SHA1", "1.0")


@dataclass(slots=True)
class SignedByV1:
    """The older signature, over all parameters."""

    request: HttpRequest
    parameters: Parameters
    key_id: str
    token: str
    signature: str
    nonce: str

    @classmethod
    def parse(cls, request: HttpRequest, parameters: Parameters) -> "SignedByV1":
        """MissingParameter, or IncompleteSignature when it was made in another way."""
        key_id = _needed("AccessKeyId", parameters)
        signature = _needed("Signature", parameters)
        nonce = _needed("SignatureNonce", parameters)
        said = parameters.get("SignatureMethod"), parameters.get("SignatureVersion")
        if said != ONLY_WAY and not _is_known(*said):
            raise IncompleteSignature()
        token = parameters.get("SecurityToken", "")
        return cls(request, parameters, key_id, token, signature, nonce)

    def verify(self, secret: str, freshness: Freshness) -> None:
        """Refuses it unless this secret has signed it, about now and once."""
        given = self.parameters
        freshness.check_date(given.get("Timestamp") or _needed("TimeStamp", given))
        text = signature_v1.string_to_sign(self.request.method, given)
        if not same(self.signature, signature_v1.sign(secret, text)):
            raise SignatureDoesNotMatch(text=text)
        freshness.check_nonce(self.key_id, self.nonce)


@dataclass(slots=True)
class SignedByAcs3:
    """The newer signature, over chosen headers; a form is covered by the payload's hash."""

    request: HttpRequest
    query: Parameters
    credential: Credential

    @property
    def key_id(self) -> str:
        """The access key's."""
        return self.credential.access_key_id

    @property
    def token(self) -> str:
        """Of a role's key."""
        return self.request.headers.get("x-acs-security-token", "")

    def verify(self, secret: str, freshness: Freshness) -> None:
        """Refuses it unless this secret has signed it, about now and once."""
        headers = self.request.headers
        freshness.check_date(headers.get("x-acs-date", ""))
        text = signature_acs3.string_to_sign(
            signature_acs3.canonical_request(
                self.request.method,
                self.query,
                headers,
                self.credential.signed_headers,
                signature_acs3.payload_hash(self.request.body),
                self.request.path,
            )
        )
        if not same(self.credential.signature, signature_acs3.sign(secret, text)):
            raise Acs3SignatureDoesNotMatch(text=text)
        freshness.check_nonce(self.key_id, headers["x-acs-signature-nonce"])


Signed = SignedByV1 | SignedByAcs3


def signed(request: HttpRequest, query: Parameters, parameters: Parameters) -> Signed:
    """Who has, as it is claimed. `parameters` are those of the query and of a form."""
    if is_acs3(request):
        return SignedByAcs3(request, query, Credential.parse(request.headers))
    return SignedByV1.parse(request, parameters)


def is_acs3(request: HttpRequest) -> bool:
    """Whether the request has the newer signature; everything else must have the older."""
    return request.headers.get("authorization", "").startswith("ACS3-")


def _is_known(method: str | None, version: str | None) -> bool:
    """Whether it says of itself that it was made in the only way that there is, or nothing."""
    return ((method or ONLY_WAY[0]).upper(), version or ONLY_WAY[1]) == ONLY_WAY


def _needed(name: str, parameters: Parameters) -> str:
    value = parameters.get(name)
    if not value:
        raise MissingParameter(name=name)
    return value
