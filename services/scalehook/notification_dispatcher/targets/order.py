"""What a target is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state.notifications import Notification
from scalehook_contracts.base import Command
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.template_engine.templates import TemplateParameter


class Undeliverable(ValueError):
    """The notification cannot be sent at all; the message says why."""


@dataclass(frozen=True)
class Order:
    """One notification and where it goes. `parameters` are those of the template; None where it is
    none, or is not known.
    """

    receiver: Receiver
    notification: Notification
    settings: Settings
    parameters: list[TemplateParameter] | None

    @property
    def is_for_template(self) -> bool:
        """Whether a template is to be executed: one that is not known yet is waited for."""
        return self.receiver.kind is Kind.TEMPLATE

    @property
    def action(self) -> LifecycleActionStarted:
        """The lifecycle action that is told of: templates get nothing else."""
        if not isinstance(self.notification, LifecycleActionStarted):
            raise Undeliverable("a template is executed for lifecycle actions only")
        return self.notification


Target = Callable[[Order], Command[Any]]
