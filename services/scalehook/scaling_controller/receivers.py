"""The receivers of notifications: what a hook says about its own, read once and checked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from scalehook.kit import Deferred, Work
from scalehook.kit.api.plain import NotPlain, check_plain, parse_json
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Receivers, State
from scalehook_contracts.arn import Arn
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import (
    InvalidNotificationArn,
    InvalidParamter,
    QueueNotExist,
    TopicNotExist,
    UnsupportedNotificationType,
)

ReceiverKind = Literal["queue", "topic", "template", "eventbus"]

# service and kind of the documented forms, and of the old ones that are still in use
FORMS: dict[tuple[str, str], ReceiverKind] = {
    ("mns", "queue"): "queue",
    ("mns", "topic"): "topic",
    ("oos", "template"): "template",
    ("eventbridge", "eventbus"): "eventbus",
    ("ess", "queue"): "queue",
    ("ess", "topic"): "topic",
    ("ess", "oos"): "template",
}
REFUSALS: dict[ReceiverKind, type[ApiError]] = {
    "queue": QueueNotExist,
    "topic": TopicNotExist,
    "template": InvalidNotificationArn,
    "eventbus": InvalidNotificationArn,
}
MOST_SECONDS = 2**31 - 1  # journals keep no numbers of any length
TIMEOUT = "timeout"  # the parameter of public templates that limits a script's run, in seconds


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is notified."""

    kind: ReceiverKind
    region: str
    name: str

    @classmethod
    def parse(cls, text: str) -> "Receiver":
        """Read an ARN; ValueError when no notification can go there."""
        check_plain(text)
        arn = Arn.parse(text)
        kind = FORMS.get((arn.service, arn.kind))
        if kind is None or not arn.name or not arn.account:
            raise ValueError(f"no receiver of notifications: {text!r}")
        return cls(kind, arn.region, arn.name)

    def known(self, receivers: Receivers) -> bool:
        """Whether its owner has told of it."""
        match self.kind:
            case "queue":
                return self.name in receivers.queues
            case "topic":
                return self.name in receivers.topics
            case "template":
                return self.name in receivers.templates
            case "eventbus":
                return self.name == "default"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a hook's ARN and metadata say. `parameters` are those that a template is given."""

    receiver: Receiver | None = None
    parameters: dict[str, Any] = field(default_factory=dict)


def read(arn: str, metadata: str, work: Work[State, Settings]) -> Notice:
    """ARN and metadata, taken apart; whether the receiver is there is not looked at."""
    if arn:
        receiver = _receiver(arn, work)
        return Notice(receiver, _parameters(metadata) if receiver.kind == "template" else {})
    if metadata:
        raise InvalidParamter()
    return Notice()


def await_all(notices: Iterable[Notice], work: Work[State, Settings]) -> Deferred | None:
    """All receivers must be there. One that is not may have been made just now, and its owner's
    event be under way: it is waited for before it is refused.
    """
    for receiver in filter(None, (notice.receiver for notice in notices)):
        if receiver.known(work.state.receivers):
            continue
        later = work.await_event(key(receiver.kind, receiver.name), work.settings.late_events_seconds)
        if later is None or receiver.kind == "eventbus":  # there is only one
            raise REFUSALS[receiver.kind]()
        return later
    return None


def key(kind: ReceiverKind, name: str) -> str:
    """What requests wait for that name a receiver before it is known."""
    return f"receiver/{kind}/{name}"


def script_timeout(notice: Notice, receivers: Receivers) -> int:
    """How long the template lets its script run, in seconds; 0 where there is no such limit."""
    receiver = notice.receiver
    if receiver is None or receiver.kind != "template":
        return 0
    limit = notice.parameters.get(TIMEOUT, receivers.templates.get(receiver.name, {}).get(TIMEOUT))
    try:
        return min(int(limit or 0), MOST_SECONDS)
    except (TypeError, ValueError):
        return 0  # the execution will refuse it


def _receiver(arn: str, work: Work[State, Settings]) -> Receiver:
    try:
        receiver = Receiver.parse(arn)
    except ValueError as problem:
        raise InvalidNotificationArn() from problem
    if receiver.region != work.settings.region:
        raise UnsupportedNotificationType()
    return receiver


def _parameters(metadata: str) -> dict[str, Any]:
    try:
        given = parse_json(metadata) if metadata else {}
    except NotPlain as problem:
        raise InvalidParamter() from problem
    if not isinstance(given, dict):
        raise InvalidParamter()
    return given
