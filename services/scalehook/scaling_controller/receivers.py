"""The receivers of notifications: what a request says about one, read once and checked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

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
from scalehook_contracts.errors.scaling_hooks import (
    InvalidModifiedArn,
    MetadataWithoutArn,
    UnsupportedNotificationTypeHere,
)
from scalehook_contracts.plain import NotPlain, check_plain, parse_json
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.base import ActionResult

MOST_SECONDS = 2**31 - 1  # journals keep no numbers of any length
TIMEOUT = "timeout"  # the parameter of public templates that limits a script's run, in seconds
RESULT = "lifecycleActionResult"  # the parameter that says how a template that fails ends its wait
AS_DEFAULT = "${lifecycleActionResult}"  # as the hook's DefaultResult says
OF_HOOKS = frozenset({Kind.QUEUE, Kind.TOPIC, Kind.TEMPLATE, Kind.EVENT_BUS})


@dataclass(frozen=True, slots=True)
class Refusals:
    """The documented errors of one operation, and the kinds of receivers that it takes."""

    malformed: type[ApiError]
    unsupported: type[ApiError]
    absent: Mapping[Kind, type[ApiError]]  # any other kind that is not there: `malformed`
    kinds: Collection[Kind] = OF_HOOKS


MISSING: dict[Kind, type[ApiError]] = {Kind.QUEUE: QueueNotExist, Kind.TOPIC: TopicNotExist}
CREATING = Refusals(InvalidNotificationArn, UnsupportedNotificationType, MISSING)
MODIFYING = Refusals(InvalidModifiedArn, UnsupportedNotificationTypeHere, MISSING)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a hook's ARN and metadata say. `parameters` are those that a template is given; metadata is
    `unused` where nobody gets it.
    """

    receiver: Receiver | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    unused: bool = False

    @property
    def arn(self) -> str:
        """The receiver's; empty where there is none."""
        return "" if self.receiver is None else str(self.receiver.arn)


def read(arn: str, metadata: str, work: Work[State, Settings], refusals: Refusals = CREATING) -> Notice:
    """ARN and metadata of a hook, taken apart; whether the receiver is there is not looked at."""
    receiver = None if is_nobody(arn) else receiver_of(arn, work, refusals)
    if receiver is not None:
        return Notice(receiver, _parameters(metadata) if receiver.kind.takes_parameters else {})
    if metadata and work.settings.metadata_without_arn == "refuse":
        raise MetadataWithoutArn()
    return Notice(unused=bool(metadata))


def kept(arn: str, metadata: str) -> Notice:
    """What a hook says that was checked when it was made, whatever is asked of new ones by now."""
    if not arn:
        return Notice()
    receiver = Receiver.parse(arn)
    try:
        return Notice(receiver, _parameters(metadata) if receiver.kind.takes_parameters else {})
    except InvalidParamter:
        return Notice(receiver)


def receiver_of(arn: str, work: Work[State, Settings], refusals: Refusals) -> Receiver:
    """Whom the ARN names, if the operation may name it and the region has such receivers."""
    try:
        check_plain(arn)
        receiver = Receiver.parse(arn)
    except ValueError as problem:
        raise refusals.malformed() from problem
    if receiver.kind not in refusals.kinds:
        raise refusals.malformed()
    if receiver.arn.region != work.settings.region or receiver.kind not in work.settings.receivers:
        raise refusals.unsupported()
    return receiver


def is_nobody(arn: str) -> bool:
    """Empty, or as a hook without receiver is described: `acs:ess:cn-hangzhou:123:null/null`."""
    service, _, rest = arn.removeprefix("acs:").partition(":")
    return not arn or (service == "ess" and rest.split(":", 2)[2:] == ["null/null"])


def await_all(
    notices: Iterable[Notice], work: Work[State, Settings], refusals: Refusals = CREATING
) -> Deferred | None:
    """All receivers must be there. One that is not may have been made just now, and its owner's
    event be under way: it is waited for before it is refused.
    """
    for receiver in filter(None, (notice.receiver for notice in notices)):
        if work.state.receivers.know(receiver):
            continue
        later = work.await_event(key(receiver.kind, receiver.name), work.settings.late_events_seconds)
        if later is None or receiver.kind is Kind.EVENT_BUS:  # there is only one
            raise refusals.absent.get(receiver.kind, refusals.malformed)(name=receiver.name)
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


def _parameters(metadata: str) -> dict[str, Any]:
    try:
        given = parse_json(metadata) if metadata else {}
    except NotPlain as problem:
        raise InvalidParamter() from problem
    if not isinstance(given, dict) or not all(map(_may_be, given.items())):
        raise InvalidParamter()
    return given


def _may_be(parameter: tuple[str, Any]) -> bool:
    """Only the result has documented values; the template itself judges all others when it starts."""
    name, value = parameter
    return name.lower() != RESULT.lower() or value in (*get_args(ActionResult), AS_DEFAULT)
