"""Where a subscription's messages go: what the text of an endpoint means."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from scalehook_contracts.arn import Arn
from scalehook_contracts.errors.mns import EndpointInvalid

DEFAULT_PATH = "/notifications"
Kind = Literal["queue", "web", "mail", "sms", "event_bus", "function"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint: a queue's or bus's name, a URL, a mail address, a phone number, or a function's ARN.
    An empty address or number is that which comes with the message.
    """

    kind: Kind
    name: str


@lru_cache(maxsize=10_000)  # a message for a thousand subscribers asks a thousand times
def parse(endpoint: str) -> Endpoint:
    """What the text means; EndpointInvalid where it means nothing."""
    reader = READERS.get(endpoint.partition(":")[0].lower())
    found = reader(endpoint) if reader else None
    if found is None:
        raise EndpointInvalid()
    return found


def queue_name(endpoint: str) -> str | None:
    """The queue that an endpoint names, whatever the account and region; None for all others."""
    try:
        found = parse(endpoint)
    except EndpointInvalid:
        return None
    return found.name if found.kind == "queue" else None


def _resource(endpoint: str) -> Endpoint | None:
    try:
        arn = Arn.parse(endpoint)
    except ValueError:
        return None
    kind = RESOURCES.get((arn.service, arn.kind))
    if kind is None or not arn.name:
        return None
    return Endpoint(kind, endpoint if kind == "function" else arn.name)


def _web(endpoint: str) -> Endpoint | None:
    """The address to push to, with the default path where none is given."""
    try:
        parts = urlsplit(endpoint)
        usable = bool(parts.hostname)
        _ = parts.port  # a port that is no number raises only when it is read
    except ValueError:
        return None
    return Endpoint("web", parts._replace(path=parts.path or DEFAULT_PATH).geturl()) if usable else None


def _mail(endpoint: str) -> Endpoint | None:
    _, kind, address = _three(endpoint)
    return Endpoint("mail", address) if kind == "directmail" and "@" in address else None


def _sms(endpoint: str) -> Endpoint | None:
    _, kind, number = _three(endpoint)
    if kind != "directsms" or not number:
        return None
    return Endpoint("sms", "" if number == "anonymous" else number)


def _resource_of_smq(endpoint: str) -> Endpoint | None:
    """`smq-ep:dm:ACCOUNT:ADDRESS`, `smq-ep:dysms:ACCOUNT:NUMBER`; `__dynamic` comes with the message."""
    _, kind, rest = _three(endpoint)
    receiver = rest.rpartition(":")[2]
    kinds: dict[str, Kind] = {"dm": "mail", "dysms": "sms"}
    if kind not in kinds or not receiver:
        return None
    return Endpoint(kinds[kind], "" if receiver == "__dynamic" else receiver)


def _three(endpoint: str) -> tuple[str, str, str]:
    first, _, rest = endpoint.partition(":")
    second, _, third = rest.partition(":")
    return first, second, third


# by what stands before the first colon
READERS: dict[str, Callable[[str], Endpoint | None]] = {
    "acs": _resource,
    "http": _web,
    "https": _web,
    "mail": _mail,
    "sms": _sms,
    "smq-ep": _resource_of_smq,
}
RESOURCES: dict[tuple[str, str], Kind] = {
    ("mns", "queues"): "queue",
    ("eventbridge", "eventbus"): "event_bus",
    ("fc", "services"): "function",
    ("fc", "functions"): "function",
}
