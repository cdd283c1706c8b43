"""Idempotency: the same call with the same ClientToken has one effect and one answer, for a while."""

from typing import Any

from scalehook.kit import Work
from scalehook.kit.api.client_tokens import Keeping, fingerprint, key
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history, overdue
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state.client_tokens import ClientCall
from scalehook.scaling_controller.state.events.client_tokens import (
    ClientTokensForgotten,
    ClientTokenUsed,
)
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import IdempotentParameterMismatch


def earlier_answer(command: Operation[Any], token: str, work: Work[State, Settings]) -> str | None:
    """The id that this very call was answered with before; refuses another call's token."""
    known = work.state.client_calls.get(key(command, token)) if token else None
    if known is None or _is_over(known, work):
        return None
    if known.fingerprint != fingerprint(command):
        raise IdempotentParameterMismatch()
    return known.answer


def remember(command: Operation[Any], token: str, answer: str, work: Work[State, Settings]) -> None:
    """Keep the id that the call is answered with."""
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


def _is_over(call: ClientCall, work: Work[State, Settings]) -> bool:
    used_at = None if call.used_at is None else moment(call.used_at)
    return is_history(used_at, work.now, Keeping(work.settings))
