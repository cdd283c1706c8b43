"""The receivers of notifications: what a hook says about its own, read once and checked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Receivers, State
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import (
    InvalidNotificationArn,
    InvalidParamter,
    QueueNotExist,
    TopicNotExist,
    UnsupportedNotificationType,
)
from scalehook_contracts.plain import NotPlain, check_plain, parse_json
from scalehook_contracts.receiver import Kind, Receiver

REFUSALS: dict[Kind, type[ApiError]] = {
    Kind.QUEUE: QueueNotExist,
    Kind.TOPIC: TopicNotExist,
    Kind.TEMPLATE: InvalidNotificationArn,
    Kind.EVENT_BUS: InvalidNotificationArn,
}
MOST_SECONDS = 2**31 - 1  # journals keep no numbers of any length
TIMEOUT = "timeout"  # the parameter of public templates that limits a script's run, in seconds


@dataclass(frozen=True, slots=True)
class Notice:
    """What a hook's ARN and metadata say. `parameters` are those that a template is given."""

    receiver: Receiver | None = None
    parameters: dict[str, Any] = field(default_factory=dict)


def read(arn: str, metadata: str, work: Work[State, Settings]) -> Notice:
    """ARN and metadata, taken apart; whether the receiver is there is not looked at."""
    if arn:
        receiver = _receiver(arn, work)
        return Notice(receiver, _parameters(metadata) if receiver.kind.takes_parameters else {})
    if metadata:
        raise InvalidParamter()
    return Notice()


def await_all(notices: Iterable[Notice], work: Work[State, Settings]) -> Deferred | None:
    """All receivers must be there. One that is not may have been made just now, and its owner's
    event be under way: it is waited for before it is refused.
    """
    for receiver in filter(None, (notice.receiver for notice in notices)):
        if work.state.receivers.know(receiver):
            continue
        later = work.await_event(key(receiver.kind, receiver.name), work.settings.late_events_seconds)
        if later is None or receiver.kind is Kind.EVENT_BUS:  # there is only one
            raise REFUSALS[receiver.kind]()
        return later
    return None


def key(kind: Kind, name: str) -> str:
    """What requests wait for that name a receiver before it is known."""
    return f"receiver/{kind}/{name}"


def script_timeout(notice: Notice, receivers: Receivers) -> int:
    """How long the template lets its script run, in seconds; 0 where there is no such limit."""
    receiver = notice.receiver
    if receiver is None or receiver.kind is not Kind.TEMPLATE:
        return 0
    limit = notice.parameters.get(TIMEOUT, receivers.templates.get(receiver.name, {}).get(TIMEOUT))
    try:
        return min(int(limit or 0), MOST_SECONDS)
    except (TypeError, ValueError):
        return 0  # the execution will refuse it


def _receiver(arn: str, work: Work[State, Settings]) -> Receiver:
    try:
        check_plain(arn)
        receiver = Receiver.parse(arn)
    except ValueError as problem:
        raise InvalidNotificationArn() from problem
    if receiver.arn.region != work.settings.region:
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
