"""Idempotency: the same call with the same ClientToken has one effect and one answer, for a while."""

from typing import Any

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.events.client_tokens import ClientTokensForgotten, ClientTokenUsed
from scalehook.kit import Work
from scalehook.kit.api.client_tokens import Keeping, fingerprint, key
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history, overdue
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import IdempotentParameterMismatch
from scalehook_contracts.errors.ecs_new_instances import InvalidClientTokenValueNotSupported

LONGEST = 64


def earlier_answer(command: Operation[Any], token: str, work: Work[State, Settings]) -> list[str] | None:
    """The ids that this very call was answered with before; refuses another call's token."""
    if not token.isascii() or len(token) > LONGEST:
        raise InvalidClientTokenValueNotSupported()
    known = work.state.client_calls.get(key(command, token)) if token else None
    if known is None or is_history(moment(known.used_at), work.now, Keeping(work.settings)):
        return None
    if known.fingerprint != fingerprint(command):
        raise IdempotentParameterMismatch()
    return known.answer


def remember(
    command: Operation[Any], token: str, answer: list[str], work: Work[State, Settings]
) -> None:
    """Keep the ids that the call is answered with."""
    if token:
        used = ClientTokenUsed(
            key=key(command, token),
            fingerprint=fingerprint(command),
            answer=answer,
            used_at=work.now.timestamp(),
        )
        work.record(used)
        keys = overdue(work.state.used, work.now, Keeping(work.settings))
        if keys:
            work.record(ClientTokensForgotten(keys=keys))
