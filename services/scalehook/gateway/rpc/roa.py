"""APIs that are called by method and path, and signed as the RPC ones are: `GET /clusters/c-1/nodes`."""

import re
from functools import cache
from typing import Any
from urllib.parse import unquote

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.rpc.authentication import Signed, SignedByAcs3, is_acs3
from scalehook.gateway.rpc.face import RpcCall, RpcFace
from scalehook.gateway.rpc.parameters import assemble, query_of
from scalehook.gateway.rpc.signature_acs3 import Credential
from scalehook.kit.api.operations import OperationType, build
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.gateway import IncompleteSignature, NotFound
from scalehook_contracts.given_json import may_be
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.shape import shape

ROOTS = ("/clusters/", "/tasks/")  # of paths: other requests are not looked at


class RoaCall(RpcCall):
    """A request to such an API."""

    __slots__ = ("_named",)
    _named: dict[str, str]

    def signed(self) -> Signed:
        """By headers; the older signature of these APIs is not known here."""
        request = self._request
        found = route(request.method, request.path)
        if found is None:
            raise NotFound()
        self._class, self._named = found
        self.action, self.version = self._class.__name__, self._class.product.versions[0]
        if not is_acs3(request):
            raise IncompleteSignature()
        self._parameters = query_of(request)
        self._signed = SignedByAcs3(request, self._parameters, Credential.parse(request.headers))
        return self._signed

    def operation(self, key: ResolvedKey) -> Operation[Any]:
        """What the path names, the query's parameters, and the body's."""
        self._signed.verify(key.access_key_secret, self._freshness)
        assert self._class is not None
        given = assemble(self._class, self._parameters)
        return build(self._class, given | self._body(self._class) | self._named)

    def _body(self, cls: OperationType) -> dict[str, Any]:
        if not self._request.body.strip():
            return {}
        try:
            body = parse_json(self._request.body)
        except NotPlain as problem:
            raise InvalidParameter(name="body") from problem
        if not isinstance(body, dict):
            raise InvalidParameter(name="body")
        for field in shape(cls).parameters:
            if not may_be(field, body.get(field.alias)):
                raise cls.wrong(field.alias, "misspelt")
        return body


class RoaFace(RpcFace):
    """The paths of such APIs."""

    def claims(self, request: HttpRequest) -> bool:
        """By the path alone: what cannot be done with it is refused."""
        return request.path.startswith(ROOTS)

    def call_of(self, request: HttpRequest) -> RoaCall:
        """Nothing of it is read yet."""
        return RoaCall(request, self._freshness)


def route(method: str, path: str) -> tuple[OperationType, dict[str, str]] | None:
    """The operation, and what its path names."""
    for verb, pattern, cls in _routes():
        if verb == method and (found := pattern.fullmatch(path)) is not None:
            return cls, {name: unquote(value) for name, value in found.groupdict().items()}
    return None


@cache
def _routes() -> list[tuple[str, re.Pattern[str], OperationType]]:
    from scalehook_contracts.resource_provider.operations import OPERATIONS  # only once it is called

    return [(each.call.path[0], each.call.pattern, each) for each in OPERATIONS if each.call.path[0]]
