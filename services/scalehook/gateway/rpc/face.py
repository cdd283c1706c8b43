"""The RPC APIs as a face: finds the operation, checks the signature, renders the reply."""

from contextlib import suppress
from typing import Any

from scalehook.gateway.direct import DirectFace
from scalehook.gateway.exchange import Office
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.freshness import Freshness
from scalehook.gateway.http import HttpRequest, HttpResponse, Line
from scalehook.gateway.request_ids import new_uuid
from scalehook.gateway.rpc import lookups
from scalehook.gateway.rpc.authentication import Signed, is_acs3, signed
from scalehook.gateway.rpc.naming import as_spelt
from scalehook.gateway.rpc.parameters import assemble, form_of, query_of, says_form
from scalehook.gateway.rpc.rendering import error_response, reply_response
from scalehook.kit.api.operations import OperationType, build
from scalehook.kit.traces import HEADER
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.gateway import NotFound, UnsupportedHTTPMethod
from scalehook_contracts.errors.ram import InvalidContentType
from scalehook_contracts.products import STS
from scalehook_contracts.shape import shape


class RpcCall:
    """What is known of a request so far; enough to answer an error at any point."""

    __slots__ = (
        "_class", "_freshness", "_parameters", "_request", "_signed", "action", "request_id", "version",
    )  # fmt: skip
    _class: OperationType | None

    def __init__(self, request: HttpRequest, freshness: Freshness) -> None:
        self._request = request
        self._freshness = freshness
        self._parameters: dict[str, str] = {}
        self._class = None
        self.action = self.version = ""
        self.request_id = new_uuid()

    def signed(self) -> Signed:
        """By parameters, or by headers where the signature covers headers."""
        request = self._request
        if request.path != "/":
            raise NotFound()
        if request.method not in ("GET", "POST"):
            raise UnsupportedHTTPMethod()
        query = query_of(request)
        self._parameters = query | form_of(request)
        self.action = self._common("Action", "x-acs-action")
        self.version = self._common("Version", "x-acs-version")
        self._class = lookups.find(self.action, self.version)
        self._signed = signed(request, query, self._parameters)
        return self._signed

    def operation(self, key: ResolvedKey) -> Operation[Any]:
        """By the action and the parameters."""
        self._signed.verify(key.access_key_secret, self._freshness)
        assert self._class is not None
        if self._class.product is STS and not says_form(self._request):
            raise InvalidContentType()
        parameters = assemble(self._class, self._parameters)
        if asked := shape(self._class).of_protocol:
            said = self._protocol_says()
            parameters |= {one.alias: said[one.alias] for one in asked if one.alias in said}
        return build(self._class, parameters)

    def _protocol_says(self) -> dict[str, str]:
        """Of every call: the version may come as a header. Of its session the caller's key tells."""
        return {"Version": self.version, "ClientAddress": self._request.client}

    def meant(self) -> Operation[Any] | None:
        """Of these parameters, whatever is missing and whether they fit."""
        return None if self._class is None else self._class.model_construct(None, **self._parameters)

    def came_from(self) -> tuple[str, Line | None]:
        """By which access key, and connection."""
        return self._signed.key_id, self._request.line

    def traceparent(self) -> str:
        """As the client sent it; empty where it did not."""
        return self._request.headers.get(HEADER, "")

    def address(self) -> str:
        """The client's."""
        return self._request.client

    def region(self) -> str:
        """RegionId is a parameter, which the operation's owner looks at."""
        return ""

    def succeeded(self, reply: Reply) -> HttpResponse:
        """As JSON, unless XML was asked for."""
        assert self._class is not None
        wrapped = self.version in self._class.product.wrapped
        return reply_response(reply, self.action, self.request_id, wrapped=wrapped, as_xml=self.as_xml)

    def failed(self, problem: Exception) -> HttpResponse:
        """In the form that was asked for, as far as the request was read."""
        refusal = refusal_of(problem, action=self.action, correlation_id=self.request_id)
        if self._class is not None:
            refusal.message = as_spelt(refusal.message, self._class, self._parameters)
        return error_response(
            refusal,
            host=self._request.host,
            request_id=self.request_id,
            product=self._class.product if self._class else None,
            as_xml=self.as_xml,
        )

    def refused(self, error: ApiError) -> HttpResponse:
        """An error from before the request was read; its query may say in which form."""
        with suppress(ApiError):
            self._parameters = query_of(self._request)
        return self.failed(error)

    @property
    def as_xml(self) -> bool:
        """Whether XML was asked for by name; an unknown format is JSON."""
        return self._parameters.get("Format", "").upper() == "XML"

    def _common(self, parameter: str, header: str) -> str:
        """Of the API. Unsigned headers count only where the signature covers headers."""
        given = self._parameters.get(parameter)
        if given is None and is_acs3(self._request):
            given = self._request.headers.get(header)
        return given or ""


class RpcFace(DirectFace):
    """`/`, and whatever nobody else has claimed."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._freshness = Freshness()

    def claims(self, request: HttpRequest) -> bool:
        """Always: it is asked last."""
        return True

    def call_of(self, request: HttpRequest) -> RpcCall:
        """Nothing of it is read yet."""
        return RpcCall(request, self._freshness)

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """An error from before the request was read."""
        return self.call_of(request).refused(error)
