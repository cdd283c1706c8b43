"""How an operation is asked for: by its product's style."""

import re
from collections.abc import Callable, Mapping

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.console.explorer.flat import flat, text_of
from scalehook.gateway.console.explorer.mns_body import body
from scalehook.gateway.console.explorer.places import PLACES
from scalehook.gateway.percent_encoding import encode
from scalehook.kit.api.operations import OperationType, operations
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.plain import Plain
from scalehook_contracts.products import EVENT_BRIDGE_DATA
from scalehook_contracts.resource_provider.operations import OPERATIONS
from scalehook_contracts.shape import shape

IN_PATH = re.compile(r"\{(\w+)\}")
REGION = "RegionId"
Values = Mapping[str, Plain]
ROA: dict[OperationType, tuple[str, str]] = {each: each.call.path for each in OPERATIONS}


def find(product: str, name: str) -> OperationType:
    """The operation; InvalidParameter where there is none."""
    found = operations().get((product.lower(), name.lower()))
    if found is None or found.__name__ != name:
        raise InvalidParameter(f"operation: {product} has none of this name")
    return found


def draft(cls: OperationType, values: Values, region: str, version: str = "") -> Draft:
    """With these parameters, by their documented names; of the latest version where none is named."""
    versions = cls.product.versions
    if version and version not in versions:
        raise InvalidParameter(f"version: known are {', '.join(versions)}")
    style = "data" if cls.product is EVENT_BRIDGE_DATA else cls.product.style
    return DRAFTING[style](cls, values, region, version or versions[-1])


def _rpc(cls: OperationType, values: Values, region: str, version: str) -> Draft:
    by_item = version in cls.product.wrapped
    query = dict(flat(cls, values, by_item))
    place = shape(cls).whole.get(REGION)
    if place is not None and not query.get(place.alias):
        query[place.alias] = region
    return Draft(cls.product.name, cls.__name__, version, region, "rpc", query=query)


def _roa(cls: OperationType, values: Values, region: str, version: str) -> Draft:
    method, pattern = ROA[cls]
    path, rest = _path(pattern, values)
    query = rest if method in ("GET", "DELETE") else {}
    return Draft(
        cls.product.name, cls.__name__, version, region, "roa", method, path,
        query={name: text_of(value) for name, value in query.items() if value is not None},
        body="" if query or not rest else text_of(dict(rest)),
        headers={} if query or not rest else {"content-type": "application/json"},
    )  # fmt: skip


def _rest(cls: OperationType, values: Values, region: str, version: str) -> Draft:
    place = PLACES[cls.__name__]
    path, rest = _path(place.path, values)
    query = {name: _taken(rest, parameter) for name, parameter in place.query.items()}
    headers = {name: _taken(rest, parameter) for name, parameter in place.headers.items()}
    content = body(place.root, cls, rest) if place.root else ""
    return Draft(
        cls.product.name, cls.__name__, version, region, "rest", place.method, path,
        query={**{name: text for name, text in query.items() if text}, **place.always},
        headers={
            "x-mns-version": version,
            **{name: text for name, text in headers.items() if text},
            **({"content-type": "text/xml"} if content else {}),
        },
        body=content, scheme="MNS ",
    )  # fmt: skip


def _data(cls: OperationType, values: Values, region: str, version: str) -> Draft:
    """Of EventBridge: one operation, whose body is what it puts."""
    headers = {"content-type": "application/json", "x-acs-signature-method": "HMAC-SHA1"}
    return Draft(
        cls.product.name, cls.__name__, version, region, "rest", "POST", "/openapi/putEvents",
        headers=headers, body=text_of(values.get("Events", "")), scheme="acs:",
    )  # fmt: skip


def _path(pattern: str, values: Values) -> tuple[str, dict[str, Plain]]:
    """With the parameters that it names, and the others; one that is missing leaves its place empty."""
    named = IN_PATH.findall(pattern)
    texts = {name: encode(text_of(values.get(name) or "")) for name in named}
    rest = {name: value for name, value in values.items() if name not in named}
    return pattern.format(**texts), rest


def _taken(values: dict[str, Plain], name: str) -> str:
    value = values.pop(name, None)
    return "" if value is None else text_of(value)


DRAFTING: dict[str, Callable[[OperationType, Values, str, str], Draft]] = {
    "rpc": _rpc,
    "roa": _roa,
    "rest": _rest,
    "data": _data,
}
