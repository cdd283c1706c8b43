"""A page calls one of the cloud's operations: signed here, and answered as any client's call is."""

from time import perf_counter
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.explorer import drafting, signing
from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.console.explorer.samples import LANGUAGES
from scalehook.gateway.control.bodies import body_of, json_answer
from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.plain import NotPlain, PlainObject, parse_json

MOST_BYTES = 256 * 1024
REQUEST_IDS = ("x-acs-request-id", "x-mns-request-id")


class Asked(BaseModel):
    """An operation by its name, its parameters as its API names them; the latest version where none is
    named.
    """

    model_config = ConfigDict(extra="forbid")
    product: str = Field(max_length=100)
    operation: str = Field(min_length=1, max_length=200)
    version: str = Field("", max_length=20)
    parameters: PlainObject = Field(default_factory=dict)

    def draft(self, region: str) -> Draft:
        """The request that asks for it."""
        cls = drafting.find(self.product, self.operation)
        return drafting.draft(cls, self.parameters, region, self.version)


class CallRequest(Asked):
    """The body of `POST /_scalehook/call`. With `sign_only` nothing is sent."""

    sign_only: bool = Field(False, strict=True)


class SampleRequest(Asked):
    """The body of `POST /_scalehook/samples`: as code in which language."""

    language: str = Field(max_length=20)


class Calls:
    """Signs as the account."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def call(self, request: HttpRequest) -> HttpResponse:
        """What the operation answers, whether it refuses or not; and what was signed."""
        asked = body_of(request, CallRequest, MOST_BYTES)
        settings = self._desk.settings
        key = signing.Key(settings.access_key_id, settings.access_key_secret)
        draft = asked.draft(settings.region)
        signed = signing.sign(draft, key, request.host, request.client)
        told: dict[str, Any] = {"signing": _steps(draft, signed)}
        if not asked.sign_only:
            told |= await self._answered(signed.request)
        return json_answer(told)

    def sample(self, request: HttpRequest) -> HttpResponse:
        """The same call as a program. Keys are read from the environment: none is in it."""
        asked = body_of(request, SampleRequest, MOST_BYTES)
        language = LANGUAGES.get(asked.language)
        if language is None:
            raise InvalidParameter(f"language: known are {', '.join(LANGUAGES)}")
        draft = asked.draft(self._desk.settings.region)
        code = language.write(draft, f"http://{request.host}")
        return json_answer(
            {"code": code, "install": language.install(draft), "highlight": language.highlight}
        )

    async def _answered(self, request: HttpRequest) -> dict[str, Any]:
        began = perf_counter()
        answer = await self._desk.call(request)
        return {
            "status": answer.status,
            "headers": answer.all_headers,
            "body": _body(answer),
            "ms": round((perf_counter() - began) * 1000, 1),
            "request_id": next(filter(None, map(answer.headers.get, REQUEST_IDS)), ""),
        }


def _steps(draft: Draft, signed: signing.Signed) -> dict[str, Any]:
    request = signed.request
    return {
        "style": draft.style,
        "method": request.method,
        "target": request.target,
        "headers": request.headers,
        "sent": request.body.decode(),
        "canonical_request": signed.canonical_request,
        "string_to_sign": signed.string_to_sign,
        "signature": signed.signature,
    }


def _body(answer: HttpResponse) -> Any:
    try:
        return parse_json(answer.body.decode())
    except (UnicodeDecodeError, NotPlain):
        return answer.body.decode("utf-8", "replace")
