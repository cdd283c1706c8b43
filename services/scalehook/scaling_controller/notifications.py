"""Checks what a hook says about its notification."""

import json
from typing import Any

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.arn import Arn
from scalehook_contracts.errors.scaling import (
    InvalidNotificationArn,
    InvalidParamter,
    QueueNotExist,
    TopicNotExist,
    UnsupportedNotificationType,
)

# service and kind of the documented forms, and of the old ones that are still in use
FORMS = {
    ("mns", "queue"): "queue",
    ("mns", "topic"): "topic",
    ("oos", "template"): "template",
    ("eventbridge", "eventbus"): "eventbus",
    ("ess", "queue"): "queue",
    ("ess", "topic"): "topic",
    ("ess", "oos"): "template",
}
MOST_SECONDS = 2**31 - 1  # journals keep no numbers of any length
TIMEOUT = "timeout"  # the parameter of public templates that limits a script's run, in seconds


def check_notification(arn: str, metadata: str, work: Work[State, Settings]) -> None:
    """The receiver must be there, and the metadata fit it."""
    if not arn:
        if metadata:
            raise InvalidParamter()
        return
    kind, name = receiver(arn, work)
    known = work.state.receivers
    if kind == "queue" and name not in known.queues:
        raise QueueNotExist()
    if kind == "topic" and name not in known.topics:
        raise TopicNotExist()
    if kind == "eventbus" and name != "default":
        raise InvalidNotificationArn()
    if kind == "template":
        if name not in known.templates:
            raise InvalidNotificationArn()
        template_parameters(metadata)


def receiver(arn: str, work: Work[State, Settings]) -> tuple[str, str]:
    """Kind and name of the receiver."""
    try:
        parsed = Arn.parse(arn)
    except ValueError as problem:
        raise InvalidNotificationArn() from problem
    kind = FORMS.get((parsed.service, parsed.kind))
    if kind is None or not parsed.name or not parsed.account:
        raise InvalidNotificationArn()
    if parsed.region != work.settings.region:
        raise UnsupportedNotificationType()
    return kind, parsed.name


def template_parameters(metadata: str) -> dict[str, Any]:
    """The parameters that the metadata gives to a template: a JSON object."""
    try:
        given = json.loads(metadata) if metadata else {}
    except (ValueError, RecursionError) as problem:
        raise InvalidParamter() from problem
    if not isinstance(given, dict):
        raise InvalidParamter()
    return given


def script_timeout(arn: str, metadata: str, work: Work[State, Settings]) -> int:
    """How long the template lets its script run, in seconds; 0 where there is no such limit."""
    if not arn:
        return 0
    kind, name = receiver(arn, work)
    if kind != "template":
        return 0
    defaults = work.state.receivers.templates[name]
    limit = template_parameters(metadata).get(TIMEOUT, defaults.get(TIMEOUT))
    try:
        return min(int(limit or 0), MOST_SECONDS)
    except (TypeError, ValueError, OverflowError):
        return 0  # the execution will refuse it
