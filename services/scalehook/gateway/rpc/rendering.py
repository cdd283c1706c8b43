"""Answers and errors as JSON or XML."""

import re
from typing import Any

from lxml import etree

from scalehook.gateway.as_json import as_json
from scalehook.gateway.http import HttpResponse
from scalehook.gateway.request_ids import new_uuid
from scalehook.gateway.xml_text import clean
from scalehook.kit.api.shaping import shaped, shaped_json
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.products import Product

JSON = "application/json;charset=utf-8"
XML = "text/xml;charset=utf-8"
HELP = "https://api.aliyun.com/troubleshoot"
NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def reply_response(
    reply: Reply, action: str, request_id: str, *, wrapped: bool, as_xml: bool
) -> HttpResponse:
    """A successful answer."""
    headers = {"x-acs-request-id": request_id}
    if as_xml:
        body = {"RequestId": request_id, **shaped(reply, wrapped)}
        return HttpResponse(200, _xml(f"{action}Response", body), XML, headers)
    return HttpResponse(200, _with_id(request_id, shaped_json(reply, wrapped)), JSON, headers)


def error_response(
    error: ApiError,
    *,
    host: str,
    request_id: str = "",
    product: Product | None = None,
    as_xml: bool = False,
) -> HttpResponse:
    """An error in the documented form. Of a good status, it is an answer with `Success: false`."""
    request_id = request_id or new_uuid()
    name = product.name if product else "scalehook"
    body = {
        "RequestId": request_id,
        "HostId": host,
        "Code": error.code,
        "Message": error.message,
        "Recommend": f"{HELP}?q={error.code}&product={name}&requestId={request_id}",
        **error.details,
    }
    if error.status < 300:
        body = {"RequestId": request_id, "Code": error.code, "Message": error.message, "Success": False}
    headers = {"x-acs-request-id": request_id}
    if as_xml:
        return HttpResponse(error.status, _xml("Error", body), XML, headers)
    return HttpResponse(error.status, as_json(body), JSON, headers)


def _with_id(request_id: str, body: bytes) -> bytes:
    """The request id in front: the body is not built twice."""
    comma = b"" if body == b"{}" else b","
    return b'{"RequestId":"%s"%s%s' % (request_id.encode(), comma, body[1:])


def _xml(root: str, body: dict[str, Any]) -> bytes:
    element = etree.Element(root)
    _fill(element, body)
    return etree.tostring(element, encoding="utf-8", xml_declaration=True)


def _fill(element: Any, body: dict[str, Any]) -> None:
    for name, value in body.items():
        for item in value if isinstance(value, list) else [value]:
            child = etree.SubElement(element, _name(name))
            if isinstance(item, dict | list):  # a list in a list: its items have the same name
                _fill(child, item if isinstance(item, dict) else {name: item})
            else:
                child.text = clean(_text(item))


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _name(name: str) -> str:
    """Keys of users' own objects may be no XML names."""
    usable = NOT_IN_NAME.sub("_", name)
    return usable if usable[:1].isalpha() or usable[:1] == "_" else f"_{usable}"
