"""What a kind of target is given, and what targets share."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scalehook.event_bus.state import Delivery
from scalehook.event_bus.transforms import Unfit, as_text, value_of
from scalehook_contracts.arn import Arn
from scalehook_contracts.base import Command, Intent
from scalehook_contracts.event_bus.deliveries import SendEvent
from scalehook_contracts.event_bus.targets import EventTarget

TRUTH = {"true": True, "false": False}


@dataclass(frozen=True)
class Order:
    """An event, and where it goes."""

    delivery: Delivery
    target: EventTarget
    giver: str = ""  # who has given the target; empty: the account
    session_policy: str = ""  # of the giver's session

    def value(self, key: str) -> str | None:
        """What the parameter comes to; None when the target has none of this name."""
        for parameter in self.target.param_list:
            if parameter.resource_key == key:
                return value_of(parameter, self.delivery.event)
        return None

    def body(self) -> str:
        """The whole event, unless the target says otherwise."""
        body = self.value("Body")
        return as_text(self.delivery.event) if body is None else body

    def encoded_body(self) -> str:
        """In Base64, if the target says so."""
        body = self.body()
        if not TRUTH[constant(self.target, "IsBase64Encode", "false").lower()]:
            return body
        return base64.b64encode(body.encode()).decode()

    def send(self, command: Command[Any], caller: str = "") -> SendEvent:
        """The command as an intent: for EventBridge itself, or for a caller who needs leave for it."""
        return SendEvent(
            caller=caller,
            session_policy=self.session_policy if caller else "",
            delivery_id=self.delivery.delivery_id,
            message_id=self.delivery.message_id,
            type=command.wire_name(),
            body=command.model_dump(mode="json", by_alias=True),
        )


@dataclass(frozen=True)
class Kind:
    """A kind of target: its parameters, what is wrong with one, and how an event gets there."""

    keys: frozenset[str]
    check: Callable[[EventTarget], None]
    make: Callable[[Order], Intent]


def constant(target: EventTarget, key: str, default: str) -> str:
    """A parameter that is the same for all events; Unfit when it is none."""
    for parameter in target.param_list:
        if parameter.resource_key == key:
            if parameter.form != "CONSTANT" or not parameter.value:
                raise Unfit(f"{key} has to be a constant")
            return parameter.value
    return default


def mns_name(target: EventTarget, key: str, kind: str) -> str:
    """The name that the parameter gives, or else the endpoint: `acs:mns:REGION:ACCOUNT:queues/NAME`."""
    return constant(target, key, "") or name_in(target.endpoint, kind)


def name_in(arn: str, kind: str, service: str = "mns") -> str:
    """The name in a service's ARN, of any account and region. The kind may be spelt as of many, and with
    a slash before it, as EventBridge's documents have it.
    """
    found = arn_of(arn)
    head, _, name = found.relative_id.removeprefix("/").partition("/")
    if found.service != service or head not in (kind, f"{kind}s") or not name:
        raise Unfit(f"no {kind} of {service}: {arn[:80]!r}")
    return name


def arn_of(text: str) -> Arn:
    """The ARN; Unfit when it is none."""
    try:
        return Arn.parse(text)
    except ValueError as problem:
        raise Unfit(f"no ARN: {text[:80]!r}") from problem


def check_encoding(target: EventTarget) -> None:
    """Unfit when it is neither `true` nor `false`."""
    if constant(target, "IsBase64Encode", "false").lower() not in TRUTH:
        raise Unfit("IsBase64Encode is true or false")
