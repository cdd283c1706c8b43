"""One attempt: what is said of the receiver's answer."""

from typing import Any

import pytest

from scalehook.kit import Outside
from scalehook.notification_dispatcher.effects import deliver_notification
from scalehook.notification_dispatcher.settings import Settings
from scalehook_contracts.base import Command, Done
from scalehook_contracts.errors.common import InternalError
from scalehook_contracts.errors.oos import EntityNotExistsTemplate, InvalidTemplateParameter
from scalehook_contracts.notification_dispatcher.notifications import DeliverNotification
from scalehook_contracts.template_engine.executions import StartExecution


class Receiver:
    """Answers every call in one way."""

    def __init__(self, problem: Exception | None) -> None:
        self.problem = problem
        self.calls: list[tuple[Command[Any], str, str]] = []

    async def call(
        self, command: Command[Any], *, message_id: str = "", caller: str = "", **more: Any
    ) -> Any:
        """Note it, and answer."""
        self.calls.append((command, message_id, caller))
        if self.problem is not None:
            raise self.problem
        return Done()


@pytest.mark.parametrize(
    ("problem", "told", "refused"),
    [
        (None, False, False),
        (EntityNotExistsTemplate(), True, True),
        (InvalidTemplateParameter(why="no"), True, True),
        (InternalError(), True, False),
        (TimeoutError(), True, False),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_an_attempt(problem: Exception | None, told: bool, refused: bool) -> None:
    """An error that is the request's own will be the same the next time; others may pass."""
    receiver = Receiver(problem)
    command = StartExecution(template_name="T")
    intent = DeliverNotification(
        lifecycle_action_token="TOKEN-1", type=command.wire_name(), body=command.model_dump()
    )
    outcome = await deliver_notification(intent, Outside(receiver, Settings(), "key", "flow"))
    assert (bool(outcome.reason), outcome.refused) == (told, refused)
    assert receiver.calls == [(command, "notification/TOKEN-1", "root")]


async def test_a_template_is_executed_for_the_hook_s_maker() -> None:
    """Not for the account."""
    receiver, maker = Receiver(None), "acs:ram::1:user/alice"
    command = StartExecution(template_name="T")
    intent = DeliverNotification(
        lifecycle_action_token="T", type=command.wire_name(), body=command.model_dump(), caller=maker
    )
    await deliver_notification(intent, Outside(receiver, Settings(), "key", "flow"))
    assert receiver.calls == [(command, "notification/T", maker)]
