"""Answers that may take a while."""

from typing import Any

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Command
from scalehook_contracts.errors import ApiError


def answer(rehearsal: Rehearsal, command: Command[Any]) -> Any:
    """The reply; a command that waits for a late event gets the time that it waits."""
    step = rehearsal.play(command)
    reply: Any = step.reply
    if step.deferral:
        rehearsal.advance(rehearsal.machine.settings.late_events_seconds)
        reply = rehearsal.late[step.entry.message_id]
    if isinstance(reply, ApiError):
        raise reply
    return reply
