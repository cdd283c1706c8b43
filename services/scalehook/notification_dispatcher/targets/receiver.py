"""What a target is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scalehook.notification_dispatcher.settings import Settings
from scalehook_contracts.arn import Arn
from scalehook_contracts.base import Command
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.template_engine.templates import TemplateParameter


class Undeliverable(ValueError):
    """The notification cannot be sent at all; the message says why."""


@dataclass(frozen=True)
class Order:
    """One notification and where it goes. `parameters` are those of the template; None where it is
    none, or is not known.
    """

    receiver: Arn
    notification: LifecycleActionStarted
    settings: Settings
    parameters: list[TemplateParameter] | None


Target = Callable[[Order], Command[Any]]


def receiver(notification: LifecycleActionStarted) -> Arn:
    """The receiver's ARN taken apart; it was checked when the hook was made."""
    return Arn.parse(notification.notification_arn)
