"""Whatever only a handler can do, done to a service in rehearsal."""

from collections.abc import Callable
from typing import Any

from scalehook.kit import Work
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Command, Done
from scalehook_contracts.errors import ApiError


class Probe(Command[Done]):
    """Asks for what stands in the handler that it is given."""


def do(rehearsal: Rehearsal, act: Callable[[Work[Any, Any]], object]) -> None:
    """One step of the service, kept in its journal as any other."""

    def handler(command: Probe, work: Work[Any, Any]) -> Done:
        act(work)
        return Done()

    rehearsal.machine.handlers[Probe] = handler
    reply = rehearsal.play(Probe()).reply
    if isinstance(reply, ApiError):
        raise reply
