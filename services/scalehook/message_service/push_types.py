"""The types of endpoints that the control plane names, and how each is spelt."""

import re
from collections.abc import Callable

from scalehook.message_service.endpoints import Endpoint, parse
from scalehook.message_service.names import FORM
from scalehook_contracts.errors.mns import ArgumentNotValid, EndpointInvalid
from scalehook_contracts.message_service.control_plane.subscriptions import PushType

MAIL, SMS = "mail:directmail:", "sms:directsms:"
KINDS: dict[str, PushType] = {
    "web": "http",
    "queue": "queue",
    "event_bus": "eventbus",
    "function": "fc",
}
SCHEMES: dict[str, PushType] = {
    MAIL: "email",
    SMS: "alisms",
    "smq-ep:dm:": "dm",
    "smq-ep:dysms:": "dysms",
}
PHONE = re.compile(r"\+?[0-9]{5,20}")
NEVER_MORE = frozenset({"mpush", "kafka"})


def endpoint_of(push_type: PushType, text: str, region: str, account: str) -> str:
    """The endpoint as the REST API spells it, which is how it is kept; EndpointInvalid where the text
    is none of this type. Of an old type there are no new subscriptions.
    """
    if push_type in NEVER_MORE:
        raise ArgumentNotValid(name="PushType")
    shorthand = SHORTHANDS.get(push_type, _whole)
    endpoint = shorthand(text, f"acs:mns:{region}:{account}:queues/")
    if push_type_of(endpoint) != push_type:
        raise EndpointInvalid()
    return endpoint


def push_type_of(endpoint: str) -> str:
    """The type of an endpoint; empty of what is none."""
    found = _parsed(endpoint)
    if found is None:
        return ""
    schemes = (kind for scheme, kind in SCHEMES.items() if endpoint.startswith(scheme))
    return KINDS.get(found.kind) or next(schemes, "")


def names_endpoint(endpoint: str, push_type: str | None, value: str) -> bool:
    """Whether an endpoint that is kept is of this type, and is this one in any spelling; what is not
    given is not asked.
    """
    kind = push_type_of(endpoint)
    if push_type and kind != push_type:
        return False
    if kind == "queue":
        value = _without_slash(value)
    found = _parsed(endpoint)
    return value in ("", endpoint, found.name if found is not None else endpoint)


def _parsed(endpoint: str) -> Endpoint | None:
    try:
        return parse(endpoint)
    except EndpointInvalid:
        return None


def _whole(text: str, here: str) -> str:
    return text


def _queue(text: str, here: str) -> str:
    """By its name alone, or as an ARN with a slash or without."""
    return here + text if FORM.fullmatch(text) else _without_slash(text)


def _without_slash(arn: str) -> str:
    return arn.replace(":/queues/", ":queues/", 1)


def _mail(text: str, here: str) -> str:
    return text if ":" in text else MAIL + text


def _sms(text: str, here: str) -> str:
    return SMS + text if PHONE.fullmatch(text) else text


# how a type may be spelt for short
SHORTHANDS: dict[str, Callable[[str, str], str]] = {"queue": _queue, "email": _mail, "alisms": _sms}
