"""A page calls one of the cloud's operations: signed here, and answered as any client's call is."""

import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.control.bodies import body_of, json_answer
from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook.gateway.rpc import signature_v1
from scalehook.kit.clock.clock import real_now
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.plain import NotPlain, Plain, PlainObject, parse_json
from scalehook_contracts.products import PRODUCTS, Product

MOST_BYTES = 256 * 1024
FORM = "application/x-www-form-urlencoded"
RPC = {product.name.lower(): product for product in PRODUCTS if product.style == "rpc"}


class CallRequest(BaseModel):
    """The body of `POST /_scalehook/call`: an operation by its name, its parameters as its API names
    them; the latest version where none is named.
    """

    model_config = ConfigDict(extra="forbid")
    product: str
    operation: str = Field(min_length=1, max_length=200)
    version: str = ""
    parameters: PlainObject = Field(default_factory=dict)


class Caller:
    """Signs as the account."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def call(self, request: HttpRequest) -> HttpResponse:
        """What the operation answers, whether it refuses or not; and what was signed."""
        asked = body_of(request, CallRequest, MOST_BYTES)
        parameters = self._common(asked) | dict(_flat("", asked.parameters))
        text = signature_v1.string_to_sign("POST", parameters)
        signature = signature_v1.sign(self._desk.settings.access_key_secret, text)
        answer = await self._desk.call(_form(parameters | {"Signature": signature}, request))
        signing = {"string_to_sign": text, "signature": signature}
        return json_answer({"status": answer.status, "body": _body(answer), "signing": signing})

    def _common(self, asked: CallRequest) -> dict[str, str]:
        return {
            "Action": asked.operation,
            "Version": asked.version or _product(asked.product).versions[-1],
            "Format": "JSON",
            "RegionId": self._desk.settings.region,
            "AccessKeyId": self._desk.settings.access_key_id,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": secrets.token_hex(16),
            "Timestamp": real_now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


def _product(name: str) -> Product:
    found = RPC.get(name.lower())
    if found is None:
        raise InvalidParameter(f"product: known are {', '.join(sorted(RPC))}")
    return found


def _flat(name: str, value: Plain) -> Iterator[tuple[str, str]]:
    """`Name.1.Key=…`, as the APIs take lists and objects; null is left out."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(f"{name}.{key}" if name else key, each)
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _flat(f"{name}.{number}", each)
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    elif value is not None:
        yield name, str(value)


def _form(parameters: dict[str, str], page: HttpRequest) -> HttpRequest:
    headers = {"content-type": FORM, "host": page.host}
    body = urlencode(parameters).encode()
    return HttpRequest("POST", "/", "", headers, body, host=page.host, client=page.client)


def _body(answer: HttpResponse) -> Any:
    try:
        return parse_json(answer.body.decode())
    except (UnicodeDecodeError, NotPlain):
        return answer.body.decode("utf-8", "replace")
