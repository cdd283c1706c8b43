"""The RPC APIs as a face: finds the operation, checks the signature, asks its owner, renders."""

from contextlib import suppress
from dataclasses import dataclass

from scalehook.gateway.access_keys import AccessKeys
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook.gateway.rpc import lookups
from scalehook.gateway.rpc.authentication import Authentication, is_acs3
from scalehook.gateway.rpc.parameters import assemble, form_of, query_of
from scalehook.gateway.rpc.rendering import error_response, new_request_id, reply_response
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook.kit.api.calling import call_as
from scalehook.kit.api.operations import OperationType, build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.gateway import NotFound, UnsupportedHTTPMethod


@dataclass
class Call:
    """What is known of a request so far; enough to answer an error at any point."""

    request: HttpRequest
    request_id: str
    parameters: dict[str, str]
    operation: OperationType | None = None

    @property
    def version(self) -> str:
        """The API version. Unsigned headers count only where the signature covers headers."""
        return self._common("Version", "x-acs-version")

    @property
    def action(self) -> str:
        """The API action."""
        return self._common("Action", "x-acs-action")

    @property
    def as_xml(self) -> bool:
        """Whether XML was asked for by name; an unknown format is JSON."""
        return self.parameters.get("Format", "").upper() == "XML"

    def _common(self, parameter: str, header: str) -> str:
        given = self.parameters.get(parameter)
        if given is None and is_acs3(self.request):
            given = self.request.headers.get(header)
        return given or ""


class RpcFace:
    """`/`, and whatever nobody else has claimed."""

    def __init__(self, bus: Requester, settings: GatewaySettings, keys: AccessKeys) -> None:
        self._bus = bus
        self._settings = settings
        self._authentication = Authentication(keys)

    def claims(self, request: HttpRequest) -> bool:
        """Any."""
        return True

    async def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer, or an error of the documented form."""
        call = Call(request, new_request_id(), {})
        try:
            return await self._answer(call)
        except Exception as problem:
            where = {"action": call.action, "correlation_id": call.request_id}
            return _refused(call, refusal_of(problem, **where))

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """An error from before the request was read; its query may say in which form."""
        call = Call(request, new_request_id(), {})
        with suppress(ApiError):
            call.parameters.update(query_of(request))
        return _refused(call, error)

    def close(self) -> None:
        """Nothing waits for long."""

    async def _answer(self, call: Call) -> HttpResponse:
        request = call.request
        if request.path != "/":
            raise NotFound()
        if request.method not in ("GET", "POST"):
            raise UnsupportedHTTPMethod()
        query = query_of(request)
        call.parameters.update(query | form_of(request))
        cls = call.operation = lookups.find(call.action, call.version)
        key = await self._authentication.check(request, query, call.parameters)
        operation = build(cls, assemble(cls, call.parameters))
        reply = await call_as(
            self._bus,
            operation,
            key.principal,
            region=self._settings.region,
            account=self._settings.account_id,
            session_policy=key.session_policy,
            correlation_id=call.request_id,
            require_pass_role=self._settings.require_pass_role,
        )
        wrapped = call.version in cls.product.wrapped
        return reply_response(reply, call.action, call.request_id, wrapped=wrapped, as_xml=call.as_xml)


def _refused(call: Call, error: ApiError) -> HttpResponse:
    return error_response(
        error,
        host=call.request.host,
        request_id=call.request_id,
        product=call.operation.product if call.operation else None,
        as_xml=call.as_xml,
    )
