"""The types of endpoints that the control plane names, and how each is spelt."""

import re
from collections.abc import Callable

from scalehook.message_service.endpoints import push_url, queue_name
from scalehook.message_service.names import FORM
from scalehook.message_service.state import State
from scalehook_contracts.errors.mns import ArgumentNotValid, EndpointInvalid
from scalehook_contracts.message_service.control_plane.subscriptions import PushType
from scalehook_contracts.message_service.policies import Order

MAIL, SMS = "mail:directmail:", "sms:directsms:"
ADDRESS = re.compile(r"[^@\s:]+@[^@\s:]+")
PHONE = re.compile(r"\+?[0-9]{5,20}|anonymous")
CLOUD_FORMS: dict[str, re.Pattern[str]] = {
    "dm": re.compile(r"smq-ep:dm:[^:\s]+:\S+"),
    "dysms": re.compile(r"smq-ep:dysms:[^:\s]+:\S+"),
    "fc": re.compile(r"acs:fc:[^:\s]*:[^:\s]*:(services|functions)/\S+"),
    "eventbus": re.compile(r"acs:eventbridge:[^:\s]*:[^:\s]*:eventbus/\S+"),
}
OLD_FORMS: dict[str, re.Pattern[str]] = {"mpush": re.compile(r"\S+"), "kafka": re.compile(r"\S+")}


def endpoint_of(push_type: PushType, text: str, region: str, account: str) -> str:
    """The endpoint as the REST API spells it, which is how it is kept; EndpointInvalid where the text
    is none of this type.
    """
    spelt = _spelling(push_type, region, account)(text)
    if spelt is None:
        raise EndpointInvalid()
    return spelt


def push_type_of(endpoint: str) -> str:
    """The type of an endpoint that is kept; empty where its text does not tell."""
    if push_url(endpoint) is not None:
        return "http"
    if queue_name(endpoint) is not None:
        return "queue"
    if endpoint.startswith(MAIL):
        return "email"
    if endpoint.startswith(SMS):
        return "alisms"
    return next((name for name, form in CLOUD_FORMS.items() if form.fullmatch(endpoint)), "")


def names_endpoint(endpoint: str, push_type: str | None, value: str) -> bool:
    """Whether an endpoint that is kept is of this type, and is this one in any spelling; what is not
    given is not asked.
    """
    if push_type and push_type_of(endpoint) != push_type:
        return False
    plain = endpoint.removeprefix(MAIL).removeprefix(SMS)
    return value in ("", endpoint, plain, queue_name(endpoint))


def check_order(order: Order, endpoint: str, state: State) -> None:
    """A fifo topic pushes to fifo queues alone: nobody else keeps the order. A queue that is not there
    yet may become one.
    """
    if order == "normal":
        return
    name = queue_name(endpoint)
    queue = None if name is None else state.queues.get(name)
    if name is None or (queue is not None and queue.queue_type != "fifo"):
        raise ArgumentNotValid(
            'The specified value of parameter "Endpoint" is not valid: a fifo topic needs a fifo queue.'
        )


def _spelling(push_type: PushType, region: str, account: str) -> Callable[[str], str | None]:
    if push_type == "http":
        return lambda text: text if push_url(text) is not None else None
    if push_type == "queue":
        return lambda text: _queue(text, f"acs:mns:{region}:{account}:queues/")
    if push_type == "email":
        return lambda text: _behind(MAIL, ADDRESS, text)
    if push_type == "alisms":
        return lambda text: _behind(SMS, PHONE, text)
    form = CLOUD_FORMS.get(push_type) or OLD_FORMS[push_type]
    return lambda text: text if form.fullmatch(text) else None


def _queue(text: str, here: str) -> str | None:
    """By its name alone, or as an ARN with a slash or without."""
    if FORM.fullmatch(text):
        return here + text
    arn = text.replace(":/queues/", ":queues/", 1)
    return arn if queue_name(arn) is not None else None


def _behind(scheme: str, form: re.Pattern[str], text: str) -> str | None:
    plain = text.removeprefix(scheme)
    return scheme + plain if form.fullmatch(plain) else None
